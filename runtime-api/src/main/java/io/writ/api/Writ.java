package io.writ.api;

import io.writ.api.spi.WritRuntime;
import java.util.Objects;
import java.util.Optional;

/**
 * Binds authority to work.
 *
 * <pre>{@code
 * try (Scope scope = Writ.bind(request.getHeader("Writ-Artifact"))) {
 *   payments.transfer(amount, currency);
 * }
 * }</pre>
 */
public final class Writ {
  private static final WritRuntime RUNTIME = RuntimeLookup.find();

  private Writ() {}

  /**
   * Verifies an artifact in full, once, and attaches it to the current unit of work until the scope
   * is closed. It replaces what was bound before; the two never add up.
   *
   * @param artifact a JSON array of compact links, {@code ["root", …, "leaf"]}, or one compact link
   * @throws WritDenied when any check fails; nothing is bound then, and the refusal is recorded
   * @throws WritNotActive when no agent governs this JVM
   */
  public static Scope bind(String artifact) {
    return RUNTIME.bind(Objects.requireNonNull(artifact, "artifact"));
  }

  /**
   * Takes all authority away from the current unit of work until the scope is closed.
   *
   * @throws WritNotActive when no agent governs this JVM
   */
  public static Scope unbound() {
    return RUNTIME.unbound();
  }

  /**
   * The artifact that is bound now, or empty.
   *
   * @throws WritNotActive when no agent governs this JVM
   */
  public static Optional<BoundArtifact> current() {
    return Optional.ofNullable(RUNTIME.current());
  }

  /** Whether an agent governs this JVM. False under {@code writ.agentless=permit}. */
  public static boolean isActive() {
    return RUNTIME.isActive();
  }
}
