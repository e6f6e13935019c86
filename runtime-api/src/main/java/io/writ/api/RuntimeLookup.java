package io.writ.api;

import io.writ.api.spi.AttenuationTerms;
import io.writ.api.spi.WritRuntime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what stands behind {@link Writ}, once.
 *
 * <p>Only the bootstrap loader is asked for the gate: a class of that name on a class path is
 * nobody's gate. When this class itself was loaded by another loader while the bootstrap loader has
 * the API too (a child-first loader did that), its thread slot would be empty for ever; every call
 * then says so.
 */
final class RuntimeLookup {
  private static final String GATE_RUNTIME = "io.writ.gate.GateRuntime";

  private RuntimeLookup() {}

  static WritRuntime find() {
    WritRuntime gate = findGate();
    if (gate != null) {
      return gate;
    }
    if (isLoadedTwice()) {
      return new Inactive(
          "io.writ.api was loaded by ["
              + RuntimeLookup.class.getClassLoader()
              + "] although the agent provides it; make that loader delegate io.writ.* to its"
              + " parent, or remove writ-runtime-api from its libraries");
    }
    String agentless = System.getProperty("writ.agentless");
    if ("permit".equals(agentless)) {
      return new Agentless();
    }
    return new Inactive(
        "no Writ agent governs this JVM"
            + (agentless == null ? "" : " and writ.agentless=[" + agentless + "] is not [permit]")
            + "; start it with -javaagent:writ-agent.jar=policy=FILE,trust=FILE,journal=DIR, or run"
            + " without governance on purpose with -Dwrit.agentless=permit");
  }

  private static @Nullable WritRuntime findGate() {
    try {
      Object gate = Class.forName(GATE_RUNTIME, true, null).getDeclaredConstructor().newInstance();
      return gate instanceof WritRuntime runtime ? runtime : null;
    } catch (ClassNotFoundException e) {
      return null;
    } catch (ReflectiveOperationException | LinkageError e) {
      return new Inactive("the Writ gate did not start: " + e);
    }
  }

  private static boolean isLoadedTwice() {
    if (RuntimeLookup.class.getClassLoader() == null) {
      return false;
    }
    try {
      Class.forName(GATE_RUNTIME, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Every call throws. */
  private static final class Inactive implements WritRuntime {
    private final String message;

    Inactive(String message) {
      this.message = message;
    }

    @Override
    public Scope bind(String artifact) {
      throw new WritNotActive(message);
    }

    @Override
    public Scope unbound() {
      throw new WritNotActive(message);
    }

    @Override
    public Handoff capture() {
      throw new WritNotActive(message);
    }

    @Override
    public Scope dependOn(Collection<Handoff> handoffs) {
      throw new WritNotActive(message);
    }

    @Override
    public @Nullable BoundArtifact current() {
      throw new WritNotActive(message);
    }

    @Override
    public HolderKey newHolderKey() {
      throw new WritNotActive(message);
    }

    @Override
    public HolderKey readHolderKey(char[] pem, char @Nullable [] passphrase) {
      throw new WritNotActive(message);
    }

    @Override
    public String attenuate(AttenuationTerms terms, HolderKey key) {
      throw new WritNotActive(message);
    }

    @Override
    public String prove(String artifact, HolderKey key, @Nullable String runtime) {
      throw new WritNotActive(message);
    }

    @Override
    public @Nullable String depart(String destination, String message) {
      throw new WritNotActive(this.message);
    }

    @Override
    public Scope arrive(List<String> artifacts, String message, @Nullable String coordinates) {
      throw new WritNotActive(this.message);
    }

    @Override
    public boolean isActive() {
      return false;
    }
  }

  /** The application asked to run ungoverned: nothing is verified, bound or recorded. */
  private static final class Agentless implements WritRuntime {
    /** Handing the parent on instead would hand on more than was meant. */
    private static final String UNSIGNED =
        "keys, attenuation and proofs need the Writ agent; writ.agentless=permit has none";

    private static final Scope NOTHING =
        new Scope() {
          @Override
          public void close() {}
        };

    @Override
    public Scope bind(String artifact) {
      return NOTHING;
    }

    private static final Handoff NO_HANDOFF =
        new Handoff() {
          @Override
          public Scope open() {
            return NOTHING;
          }

          @Override
          public boolean isBound() {
            return false;
          }
        };

    @Override
    public Scope unbound() {
      return NOTHING;
    }

    @Override
    public Handoff capture() {
      return NO_HANDOFF;
    }

    @Override
    public Scope dependOn(Collection<Handoff> handoffs) {
      return NOTHING;
    }

    @Override
    public @Nullable BoundArtifact current() {
      return null;
    }

    @Override
    public HolderKey newHolderKey() {
      throw new WritNotActive(UNSIGNED);
    }

    @Override
    public HolderKey readHolderKey(char[] pem, char @Nullable [] passphrase) {
      throw new WritNotActive(UNSIGNED);
    }

    @Override
    public String attenuate(AttenuationTerms terms, HolderKey key) {
      throw new WritNotActive(UNSIGNED);
    }

    @Override
    public String prove(String artifact, HolderKey key, @Nullable String runtime) {
      throw new WritNotActive(UNSIGNED);
    }

    @Override
    public @Nullable String depart(String destination, String message) {
      return null;
    }

    @Override
    public Scope arrive(List<String> artifacts, String message, @Nullable String coordinates) {
      return NOTHING;
    }

    @Override
    public boolean isActive() {
      return false;
    }
  }
}
