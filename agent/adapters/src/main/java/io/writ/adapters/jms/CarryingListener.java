package io.writ.adapters.jms;

import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Binds what each message brought, or nothing, while a listener works on it. A message that is
 * delivered again arrives again; a copy of it is refused. A scope that the listener leaves open
 * ends with the message, and is told on stderr.
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
   * @throws WritDenied when what it brought is refused; the listener does not see it, and the
   *     provider delivers it again or gives it up by its own rules
   * @throws JMSRuntimeException when the message cannot be read; the same
   */
  @Override
  public void onMessage(Message message) {
    try (Scope scope = open(message)) {
      Writ.capture().run(() -> listener.onMessage(message));
    }
  }

  private static Scope open(Message message) {
    try {
      return JmsCarrying.open(message);
    } catch (JMSException e) {
      throw new JMSRuntimeException(e.getMessage(), e.getErrorCode(), e);
    }
  }
}
