package io.writ.owners;

import io.writ.adapters.kafka.RecordArrival;
import io.writ.api.Scope;
import io.writ.api.WritDenied;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Sends records to itself. */
@Component
class Records {
  static final String TOPIC = "owners";
  private static final RecordArrival<String, String> ARRIVAL =
      new RecordArrival<>(new StringSerializer(), new StringSerializer());

  private final KafkaTemplate<String, String> template;
  private final Map<String, Sinks.One<String>> awaited = new ConcurrentHashMap<>();

  Records(KafkaTemplate<String, String> template) {
    this.template = template;
  }

  /** Sends a record; the answer of its listener. */
  Mono<String> send(Ask ask) {
    Sinks.One<String> answer = Sinks.one();
    awaited.put(ask.request(), answer);
    return Mono.fromFuture(template.send(TOPIC, ask.owner(), ask.asRecord())).then(answer.asMono());
  }

  @KafkaListener(topics = TOPIC)
  void listen(ConsumerRecord<String, String> record) {
    Ask ask = Ask.of(record.value());
    String answer;
    try (Scope scope = ARRIVAL.open(record)) {
      answer = ask.at("kafka");
    } catch (WritDenied denied) {
      answer = "kafka refused=" + denied.reason();
    }
    Sinks.One<String> waiting = awaited.remove(ask.request());
    if (waiting != null) {
      waiting.tryEmitValue(answer).orThrow();
    }
  }
}
