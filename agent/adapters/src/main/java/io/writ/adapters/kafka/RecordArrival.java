package io.writ.adapters.kafka;

import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Binds what each record of a consumer brought, or nothing, while it is worked on:
 *
 * <pre>{@code
 * try (Scope scope = arrival.open(record)) {
 *   handle(record);
 * }
 * }</pre>
 *
 * <p>A record that is delivered again arrives again; a copy of it elsewhere is refused.
 *
 * @param <K> of keys
 * @param <V> of values
 */
public final class RecordArrival<K, V> {
  private final Serializer<K> keys;
  private final Serializer<V> values;

  /**
   * For a consumer of objects.
   *
   * @param keys gives back the bytes that a key was read from
   * @param values the same for values; where none can, consume bytes and read them afterwards
   */
  public RecordArrival(Serializer<K> keys, Serializer<V> values) {
    this.keys = keys;
    this.values = values;
  }

  /** For a consumer of bytes. */
  public static RecordArrival<byte[], byte[]> ofBytes() {
    return new RecordArrival<>(new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * Binds what the record brought until the scope is closed.
   *
   * @throws WritDenied when it is refused; nothing is bound then
   */
  public Scope open(ConsumerRecord<K, V> record) {
    List<String> artifacts = new ArrayList<>();
    for (Header header : record.headers().headers(KafkaCarrying.ARTIFACT)) {
      byte[] artifact = header.value();
      artifacts.add(artifact == null ? "" : new String(artifact, StandardCharsets.US_ASCII));
    }
    byte[] key = keys.serialize(record.topic(), new RecordHeaders(), record.key());
    byte[] value = values.serialize(record.topic(), new RecordHeaders(), record.value());
    return Writ.arrive(
        artifacts,
        KafkaCarrying.message(record.topic(), key, value),
        record.topic() + "-" + record.partition() + "-" + record.offset());
  }
}
