package io.writ.adapters.jms;

import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binds what each message brought, or nothing, while a listener works on it. A message that is
 * delivered again arrives again; a copy of it is refused.
 */
public final class CarryingListener implements MessageListener {
  private final MessageListener listener;

  /** In front of {@code listener}. */
  public CarryingListener(MessageListener listener) {
    this.listener = listener;
  }

  /**
   * Hands the message on.
   *
   * @throws WritDenied when what it brought is refused; the listener does not see it
   */
  @Override
  public void onMessage(Message message) {
    Scope scope;
    try {
      scope = open(message);
    } catch (JMSException e) {
      JMSRuntimeException thrown = new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
      throw thrown;
    }
    try (scope) {
      listener.onMessage(message);
    }
  }

  private static Scope open(Message message) throws JMSException {
    @Nullable String artifact = message.getStringProperty(JmsCarrying.ARTIFACT);
    if (artifact == null || artifact.isEmpty()) {
      return Writ.unbound();
    }
    String name = JmsCarrying.name(message.getJMSDestination());
    return Writ.arrive(
        List.of(artifact), JmsCarrying.message(name, message), message.getJMSMessageID());
  }
}
