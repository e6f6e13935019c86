package io.writ.owners;

import io.writ.api.Arg;
import io.writ.api.BoundArtifact;
import io.writ.api.Governed;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What needs authority here, and a note of each time that it happened. */
final class Effects {
  static final String NONE = "none";
  private static final Queue<String> HAPPENED = new ConcurrentLinkedQueue<>();

  private Effects() {}

  /** Each owner's artifact grants it for that owner alone. */
  @Governed("owners:effect")
  static String happen(
      @Arg("owner") String owner, @Arg("where") String where, @Arg("request") String request) {
    HAPPENED.add(owner + " " + request + " " + where);
    return "ran";
  }

  /** {@code ran}, or the reason of the denial. */
  static String attempt(String owner, String where, String request) {
    try {
      return happen(owner, where, request);
    } catch (WritDenied denied) {
      return denied.reason().name();
    }
  }

  /** Shown beside the effects, where the test does not expect it. */
  static void complain(String problem) {
    HAPPENED.add(problem);
  }

  /** {@code owner request where} of each effect. */
  static Iterable<String> happened() {
    return HAPPENED;
  }

  /** The subject of what is bound to whoever asks. */
  static String current() {
    Optional<BoundArtifact> bound = Writ.current();
    return bound.isEmpty() ? NONE : String.valueOf(bound.get().subject());
  }

  /** The same, held against a governed call: more words where the two differ. */
  static String currentProven(String row) {
    String owner = current();
    String answer = attempt(owner, "row", row);
    if (owner.equals(NONE)) {
      return answer.equals("NO_ARTIFACT") ? NONE : "none, and " + answer;
    }
    return answer.equals("ran") ? owner : owner + " " + answer;
  }
}
