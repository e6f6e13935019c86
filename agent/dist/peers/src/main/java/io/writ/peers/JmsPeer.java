package io.writ.peers;

import io.writ.adapters.jms.CarryingListener;
import io.writ.adapters.jms.JmsCarrying;
import io.writ.api.WritDenied;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.ActiveMQConnectionFactory;

/** Messages of texts over a queue of ActiveMQ's. */
final class JmsPeer {
  private static final String DEAD_LETTERS = "ActiveMQ.DLQ";
  private static final long LIMIT_MILLIS = 30_000;

  private JmsPeer() {}

  private static Connection connect(String broker) throws JMSException {
    ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(broker);
    factory.getRedeliveryPolicy().setMaximumRedeliveries(1);
    factory.getRedeliveryPolicy().setInitialRedeliveryDelay(0);
    factory.getRedeliveryPolicy().setRedeliveryDelay(0);
    Connection connection = factory.createConnection();
    connection.start();
    return connection;
  }

  /** Sends a text, with a property of the application's own making under the adapter's name. */
  static String send(String broker, String queue, String text) throws JMSException {
    try (Connection connection = connect(broker);
        Session session = connection.createSession()) {
      Queue to = session.createQueue(queue);
      TextMessage message = session.createTextMessage(text);
      message.setStringProperty("Writ_Artifact", "forged");
      message.setStringProperty("shop", "ours");
      JmsCarrying.carry(message, to);
      session.createProducer(to).send(message);
      return "sent";
    }
  }

  /** Sends what lies in the queue once more, as somebody with access to it can. */
  static String copy(String broker, String queue) throws JMSException {
    try (Connection connection = connect(broker);
        Session session = connection.createSession()) {
      Queue from = session.createQueue(queue);
      TextMessage message =
          (TextMessage) session.createBrowser(from).getEnumeration().nextElement();
      TextMessage copy = session.createTextMessage(message.getText());
      copy.setStringProperty("Writ_Artifact", message.getStringProperty("Writ_Artifact"));
      session.createProducer(from).send(copy);
      return "copied";
    }
  }

  /**
   * Works on messages until there were so many deliveries. The first of {@code again} fails.
   *
   * @return what came of each; and what is with the dead letters then, when one was refused
   */
  static String consume(String broker, String queue, int deliveries) throws Exception {
    BlockingQueue<String> results = new LinkedBlockingQueue<>();
    try (Connection connection = connect(broker);
        Session session = connection.createSession()) {
      MessageListener carrying = new CarryingListener(message -> work(message, results));
      session
          .createConsumer(session.createQueue(queue))
          .setMessageListener(message -> note(carrying, message, results));
      List<String> seen = new ArrayList<>();
      for (int i = 0; i < deliveries; i++) {
        seen.add(
            Objects.requireNonNullElse(
                results.poll(LIMIT_MILLIS, TimeUnit.MILLISECONDS), "nothing came"));
      }
      // Waits for the listener, and for what the session tells the broker after it.
      connection.stop();
      String last = seen.get(deliveries - 1);
      return String.join(", ", seen) + (last.startsWith("refused") ? dead(broker) : "");
    }
  }

  private static void note(
      MessageListener carrying, Message message, BlockingQueue<String> results) {
    try {
      carrying.onMessage(message);
    } catch (WritDenied denied) {
      results.add("refused " + denied.reason());
      throw denied;
    }
  }

  private static void work(Message message, BlockingQueue<String> results) {
    try {
      String text = ((TextMessage) message).getText();
      String shop = message.getStringProperty("shop");
      results.add(text + " " + shop + " " + Till.answerAndLeak());
      if (text.equals("again") && !message.getJMSRedelivered()) {
        throw new IllegalStateException("once more");
      }
    } catch (JMSException e) {
      results.add(e.toString());
    }
  }

  private static String dead(String broker) throws JMSException {
    try (Connection connection = connect(broker);
        Session session = connection.createSession()) {
      Message dead =
          session.createConsumer(session.createQueue(DEAD_LETTERS)).receive(LIMIT_MILLIS);
      return dead instanceof TextMessage text ? ", dead " + text.getText() : ", lost";
    }
  }
}
