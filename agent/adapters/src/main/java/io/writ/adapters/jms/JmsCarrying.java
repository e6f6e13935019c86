package io.writ.adapters.jms;

import io.writ.api.Writ;
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
import java.util.Optional;

/** How an artifact travels with a message of Jakarta Messaging. */
public final class JmsCarrying {
  /** The property with the artifact. */
  public static final String ARTIFACT = "Writ_Artifact";

  private JmsCarrying() {}

  /**
   * Puts into a message what may leave for its destination; to be called last before it is sent.
   *
   * @throws MessageFormatException for another message than of text or bytes
   */
  public static void carry(Message message, Destination to) throws JMSException {
    String name = name(to);
    Optional<String> artifact = Writ.depart("jms:" + name, message(name, message));
    // There is no way to take one property away; the empty one is none on the way in.
    message.setStringProperty(ARTIFACT, artifact.orElse(""));
  }

  static String name(Destination destination) throws JMSException {
    if (destination instanceof Queue queue) {
      return queue.getQueueName();
    }
    if (destination instanceof Topic topic) {
      return topic.getTopicName();
    }
    throw new MessageFormatException("a destination without a name cannot be carried to");
  }

  /** What names a message on both sides. */
  static String message(String destination, Message message) throws JMSException {
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
