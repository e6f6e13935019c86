package io.writ.adapters.kafka;

import io.writ.adapters.http.HttpCarrying;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** How an artifact travels with a record of Kafka. */
final class KafkaCarrying {
  static final String ARTIFACT = HttpCarrying.ARTIFACT;

  private KafkaCarrying() {}

  /** A copy without what nobody but an adapter may set. */
  static Headers stripped(Headers sent) {
    Headers headers = new RecordHeaders();
    for (Header header : sent) {
      if (!HttpCarrying.isOurs(header.key())) {
        headers.add(header);
      }
    }
    return headers;
  }

  static String destination(String topic) {
    return "kafka:" + topic;
  }

  /** What names a record on both sides, whichever partition it comes to lie in. */
  static String message(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    return topic + " " + digest(key) + "." + digest(value);
  }

  private static String digest(byte @Nullable [] bytes) {
    if (bytes == null) {
      return "";
    }
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
