package io.writ.adapters.jms;

import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an artifact travels with a message of Jakarta Messaging: in a property, for its destination
 * and its text or bytes.
 *
 * <pre>{@code
 * JmsCarrying.carry(message, orders);
 * producer.send(orders, message);
 * }</pre>
 */
public final class JmsCarrying {
  /** The property with the artifact. */
  public static final String ARTIFACT = "Writ_Artifact";

  private JmsCarrying() {}

  /**
   * Puts into a message what may leave for its destination, and takes away what was there under our
   * name; to be called last before it is sent. A message that was received must be copied first.
   *
   * @param to a queue or a topic, which policy lists as {@code jms:} and its name
   * @throws MessageFormatException for another message than of text or bytes
   * @throws JMSException when the message cannot be written
   */
  public static void carry(Message message, Destination to) throws JMSException {
    String name = name(to);
    Optional<String> artifact = Writ.depart("jms:" + name, message(name, message));
    if (artifact.isPresent()) {
      message.setStringProperty(ARTIFACT, artifact.get());
    } else if (message.propertyExists(ARTIFACT)) {
      // There is no way to take one property away; the empty one is none on the way in.
      message.setStringProperty(ARTIFACT, "");
    }
  }

  /**
   * Binds what a message brought, or nothing, until the scope is closed, for a consumer that is no
   * listener.
   *
   * @throws WritDenied when it is refused; nothing is bound then
   * @throws JMSException when the message cannot be read
   */
  public static Scope open(Message message) throws JMSException {
    @Nullable String artifact = message.getStringProperty(ARTIFACT);
    if (artifact == null || artifact.isEmpty()) {
      return Writ.unbound();
    }
    String named = message(name(message.getJMSDestination()), message);
    @Nullable String id = message.getJMSMessageID();
    // Without an id nothing tells a second delivery from a copy: it arrives once.
    return id == null
        ? Writ.arrive(List.of(artifact), named)
        : Writ.arrive(List.of(artifact), named, id);
  }

  private static String name(Destination destination) throws JMSException {
    if (destination instanceof Queue queue) {
      return queue.getQueueName();
    }
    if (destination instanceof Topic topic) {
      return topic.getTopicName();
    }
    throw new MessageFormatException("a destination without a name cannot be carried to");
  }

  /** What names a message on both sides. */
  private static String message(String destination, Message message) throws JMSException {
    return destination + " " + digest(body(message));
  }

  private static byte[] body(Message message) throws JMSException {
    if (message instanceof TextMessage text) {
      String body = text.getText();
      return body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    }
    if (message instanceof BytesMessage bytes) {
      bytes.reset();
      byte[] body = new byte[Math.toIntExact(bytes.getBodyLength())];
      bytes.readBytes(body);
      bytes.reset();
      return body;
    }
    throw new MessageFormatException(
        "only messages of text and bytes can be carried, not ["
            + message.getClass().getName()
            + "]; send one of those");
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA-256", e);
    }
  }
}
