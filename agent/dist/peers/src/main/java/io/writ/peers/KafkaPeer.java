package io.writ.peers;

import io.writ.adapters.kafka.CarryingProducerInterceptor;
import io.writ.adapters.kafka.RecordArrival;
import io.writ.api.Scope;
import io.writ.api.WritDenied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Records of texts over one partition of a topic. */
final class KafkaPeer {
  private static final RecordArrival<String, String> ARRIVAL =
      new RecordArrival<>(new StringSerializer(), new StringSerializer());

  private KafkaPeer() {}

  /** Sends one record; the offset that it got. */
  static String produce(String broker, String topic, String value)
      throws InterruptedException, ExecutionException {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker,
                "interceptor.classes",
                CarryingProducerInterceptor.class.getName()),
            new StringSerializer(),
            new StringSerializer())) {
      ProducerRecord<String, String> record = new ProducerRecord<>(topic, 0, "key", value);
      return Long.toString(producer.send(record).get().offset());
    }
  }

  /** Sends a record once more, with its headers, as somebody with access to the topic can. */
  static String copy(String broker, String topic, String offset)
      throws InterruptedException, ExecutionException {
    ConsumerRecord<String, String> record = read(broker, topic, Long.parseLong(offset));
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker), new StringSerializer(), new StringSerializer())) {
      return Long.toString(
          producer
              .send(
                  new ProducerRecord<>(
                      topic, 0, null, record.key(), record.value(), record.headers()))
              .get()
              .offset());
    }
  }

  /** Works on the record at an offset. */
  static String consume(String broker, String topic, String offset) {
    ConsumerRecord<String, String> record = read(broker, topic, Long.parseLong(offset));
    try (Scope scope = ARRIVAL.open(record)) {
      return record.value() + " " + Till.answer();
    } catch (WritDenied denied) {
      return "refused " + denied.reason();
    }
  }

  private static ConsumerRecord<String, String> read(String broker, String topic, long offset) {
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seek(partition, offset);
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      while (records.isEmpty()) {
        consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
      return records.get(0);
    }
  }
}
