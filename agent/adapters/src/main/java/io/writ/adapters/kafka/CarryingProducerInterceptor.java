package io.writ.adapters.kafka;

import io.writ.api.Writ;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * An artifact with each record to a topic that policy lists as {@code kafka:topic}; for {@code
 * interceptor.classes}, as the last of them, since one behind it could change the record.
 *
 * <p>The artifact is for the record's bytes, and the producer serializes behind its interceptors;
 * hence the serializers of the producer's configuration are asked here, too. They must give the
 * same bytes for the same record.
 */
public final class CarryingProducerInterceptor<K, V> implements ProducerInterceptor<K, V> {
  private @Nullable Serializer<K> keys;
  private @Nullable Serializer<V> values;

  @Override
  public void configure(Map<String, ?> configuration) {
    keys = serializer(configuration, ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, true);
    values = serializer(configuration, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, false);
  }

  // The configuration names a class for the producer's own type of keys or values.
  @SuppressWarnings("unchecked")
  private static <T> Serializer<T> serializer(
      Map<String, ?> configuration, String name, boolean isKey) {
    Object configured = configuration.get(name);
    try {
      Class<?> type =
          configured instanceof Class<?> named
              ? named
              : Utils.loadClass(String.valueOf(configured), Serializer.class);
      Serializer<T> serializer = (Serializer<T>) type.getDeclaredConstructor().newInstance();
      serializer.configure(configuration, isKey);
      return serializer;
    } catch (ClassNotFoundException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException
        | NoSuchMethodException e) {
      throw new ConfigException(
          name, configured, "cannot be made here, too, as carrying artifacts needs: " + e);
    }
  }

  @Override
  public ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
    // A record of our own: what was sent once has headers that nobody may change.
    Headers headers = KafkaCarrying.stripped(record.headers());
    Serializer<K> forKeys = keys;
    Serializer<V> forValues = values;
    if (forKeys != null && forValues != null) {
      // Copies: some serializers add headers, and the producer's own will.
      byte[] key = forKeys.serialize(record.topic(), new RecordHeaders(headers), record.key());
      byte[] value =
          forValues.serialize(record.topic(), new RecordHeaders(headers), record.value());
      String message = KafkaCarrying.message(record.topic(), key, value);
      Writ.depart(KafkaCarrying.destination(record.topic()), message)
          .ifPresent(
              artifact ->
                  headers.add(
                      KafkaCarrying.ARTIFACT, artifact.getBytes(StandardCharsets.US_ASCII)));
    }
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        record.timestamp(),
        record.key(),
        record.value(),
        headers);
  }

  @Override
  public void onAcknowledgement(RecordMetadata metadata, Exception exception) {}

  @Override
  public void close() {}
}
