package io.writ.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Reason;
import io.writ.api.WritDenied;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A gate that nobody was handed to in time stays shut. */
class GateTest {
  private static Decider stranger() {
    return (Decider)
        Proxy.newProxyInstance(
            Decider.class.getClassLoader(),
            new Class<?>[] {Decider.class},
            (proxy, method, arguments) -> method.getReturnType() == long.class ? 0L : null);
  }

  @Test
  void gateWithoutItsAgent_deniesEveryCall_andTakesNoDeciderLater() {
    List<Executable> calls =
        List.of(
            () -> Gate.check(1, null, null, 0),
            () -> Gate.enter(1),
            () -> Gate.arguments(1),
            () -> Gate.admit(1),
            () -> Gate.returned(1),
            () -> Gate.threw(1),
            () -> new GateRuntime().bind("x"));
    for (int round = 0; round < 2; round++) {
      for (Executable call : calls) {
        WritDenied denied = assertThrows(WritDenied.class, call);
        assertEquals(Reason.AGENT_FAILURE, denied.reason());
        assertEquals("denied: the Writ gate was loaded without its agent", denied.getMessage());
      }
      Decider stranger = stranger();
      System.getProperties().put(Gate.HANDOVER, stranger);
      assertFalse(Gate.isHeldBy(stranger));
    }
    System.getProperties().remove(Gate.HANDOVER);
  }
}
