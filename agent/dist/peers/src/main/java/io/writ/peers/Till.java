package io.writ.peers;

import io.writ.api.Arg;
import io.writ.api.Governed;
import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;

/** What every peer does when it is asked: something that needs authority. */
final class Till {
  private Till() {}

  @Governed("test:pay")
  static String pay(@Arg("amount") long amount) {
    return amount < 0 ? "" : "ran";
  }

  /** {@code ran}, or the reason of the denial. */
  static String answer() {
    try {
      return pay(1);
    } catch (WritDenied denied) {
      return denied.reason().name();
    }
  }

  /** The same, and forgets a scope. */
  static String answerAndLeak() {
    Scope unused = Writ.capture().open();
    return answer();
  }
}
