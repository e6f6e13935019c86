package io.writ.api;

import io.writ.api.spi.WritRuntime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
   * @param artifact a JSON array of compact links, {@code ["root", …, "leaf"]}; one compact link;
   *     or {@code {"links":[…],"cosignatures":[…],"proof":"…"}}
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
   * What is bound now, for work that the JDK's own constructs do not carry. Tasks that are
   * submitted to them need none of this: see {@code docs/propagation.md}.
   *
   * @throws WritNotActive when no agent governs this JVM
   */
  public static Handoff capture() {
    return RUNTIME.capture();
  }

  /**
   * Says that the calls until the scope is closed handle the results of other work: beside their
   * parent, they depend on the executions in which these were captured. So a batch is known to come
   * from each of its messages, and a join from all that it joins. Work that is submitted in the
   * scope depends on the same. Nothing is granted by it, and nothing taken away.
   *
   * <pre>{@code
   * List<Handoff> handoffs = new ArrayList<>();
   * for (Message message : batch) {
   *   try (Scope arrival = Writ.arrive(message.artifacts(), message.name(), message.place())) {
   *     handoffs.add(Writ.capture());
   *   }
   * }
   * try (Scope joined = Writ.dependOn(handoffs)) {
   *   store(batch);
   * }
   * }</pre>
   *
   * <p>A handoff that was captured in no execution stands for the one that its work was handed over
   * by, and adds nothing when there is none. An execution counts once. A scope inside another one
   * adds to it.
   *
   * @param handoffs as {@link #capture} returned them
   * @throws IllegalArgumentException when these and those of the scopes around are more than 1,024
   *     executions, or when one is not from {@link #capture}
   * @throws WritNotActive when no agent governs this JVM
   */
  public static Scope dependOn(Collection<Handoff> handoffs) {
    return RUNTIME.dependOn(Objects.requireNonNull(handoffs, "handoffs"));
  }

  /** The task under what is bound now, whoever runs it, and however often. */
  public static Runnable wrap(Runnable task) {
    return new Handed.Task(capture(), Objects.requireNonNull(task, "task"));
  }

  /** The task under what is bound now, whoever calls it, and however often. */
  public static <T> Callable<T> wrap(Callable<T> task) {
    return new Handed.Call<>(capture(), Objects.requireNonNull(task, "task"));
  }

  /**
   * The supplier under what is bound now, whoever asks it, and however often. Not an overload of
   * {@link #wrap(Callable)}: no compiler could tell the two lambdas apart.
   */
  public static <T> Supplier<T> wrapSupplier(Supplier<T> task) {
    return new Handed.Source<>(capture(), Objects.requireNonNull(task, "task"));
  }

  /** The function under what is bound now, whoever applies it, and however often. */
  public static <T, R> Function<T, R> wrapFunction(Function<T, R> task) {
    return new Handed.Step<>(capture(), Objects.requireNonNull(task, "task"));
  }

  /** An executor that binds to each task what is bound where it is submitted. */
  public static Executor wrap(Executor executor) {
    return new HandingExecutor(Objects.requireNonNull(executor, "executor"));
  }

  /** An executor service that binds to each task what is bound where it is submitted. */
  public static ExecutorService wrap(ExecutorService executor) {
    return new HandingExecutor.Service(Objects.requireNonNull(executor, "executor"));
  }

  /**
   * Begins a narrower artifact, to be handed to somebody else. Nothing is verified here; {@link
   * Attenuation#sign} does.
   *
   * @param artifact as for {@link #bind}; co-signatures are kept, a proof is dropped
   */
  public static Attenuation attenuate(String artifact) {
    return new Attenuation(RUNTIME, Objects.requireNonNull(artifact, "artifact"));
  }

  /**
   * A new key for a holder, Ed25519.
   *
   * @throws WritNotActive when no agent governs this JVM
   */
  public static HolderKey newHolderKey() {
    return RUNTIME.newHolderKey();
  }

  /**
   * Reads a holder's key.
   *
   * @param pem PKCS#8, plain or encrypted; left for the caller to overwrite
   * @param passphrase null for a plain key; left for the caller to overwrite
   * @throws IllegalArgumentException when there is no usable key in it; the message does not quote
   *     it
   * @throws WritNotActive when no agent governs this JVM
   */
  public static HolderKey readHolderKey(char[] pem, char @Nullable [] passphrase) {
    return RUNTIME.readHolderKey(Objects.requireNonNull(pem, "pem"), passphrase);
  }

  /**
   * Adds a proof that the presenter holds the last link's key: good for 30 seconds, for one use and
   * for one runtime. An artifact that was or could be delegated is refused without.
   *
   * @param artifact as for {@link #bind}
   * @param key of the last link's holder
   * @param runtime the id of the runtime that the artifact is presented to
   * @throws WritDenied when the key is not the holder's
   * @throws WritNotActive when no agent governs this JVM
   */
  public static String prove(String artifact, HolderKey key, String runtime) {
    return RUNTIME.prove(
        Objects.requireNonNull(artifact, "artifact"),
        Objects.requireNonNull(key, "key"),
        Objects.requireNonNull(runtime, "runtime"));
  }

  /**
   * Adds a proof for this very runtime, for an artifact that is bound in the JVM that delegated it.
   *
   * @see #prove(String, HolderKey, String)
   */
  public static String prove(String artifact, HolderKey key) {
    return RUNTIME.prove(
        Objects.requireNonNull(artifact, "artifact"), Objects.requireNonNull(key, "key"), null);
  }

  /**
   * The bound artifact, re-delegated to the runtime that policy lists for a destination, for one
   * message: the text to send with it. Good there once, for a minute unless policy says otherwise.
   *
   * <p>Empty when nothing may leave: nothing is bound or it is over, policy does not list the
   * destination, or the bound artifact is not held by this runtime's own key. The message may go
   * all the same, without it.
   *
   * @param destination as policy spells it: {@code https://partner.example:443}, {@code
   *     grpc://host:port}, {@code kafka:topic}
   * @param message what names the message on both sides, such as {@code POST /transfers}; the
   *     receiver must say the same
   * @throws WritNotActive when no agent governs this JVM
   */
  public static Optional<String> depart(String destination, String message) {
    return Optional.ofNullable(
        RUNTIME.depart(
            Objects.requireNonNull(destination, "destination"),
            Objects.requireNonNull(message, "message")));
  }

  /**
   * Binds what arrived with a request until the scope is closed: nothing when nothing arrived,
   * which takes away what was bound before.
   *
   * @param artifacts all that the request carries, as {@link #depart} made them; an artifact that
   *     was not handed over must be good for {@link #bind}
   * @param message what names the request, as the sender did
   * @throws WritDenied when there is more than one, or the one is refused; nothing is bound then,
   *     and the refusal is recorded
   * @throws WritNotActive when no agent governs this JVM
   */
  public static Scope arrive(List<String> artifacts, String message) {
    return RUNTIME.arrive(
        Objects.requireNonNull(artifacts, "artifacts"),
        Objects.requireNonNull(message, "message"),
        null);
  }

  /**
   * The same for a message from a queue, which may arrive late, and again at the same place.
   *
   * @param coordinates where it lies, such as topic, partition and offset
   */
  public static Scope arrive(List<String> artifacts, String message, String coordinates) {
    return RUNTIME.arrive(
        Objects.requireNonNull(artifacts, "artifacts"),
        Objects.requireNonNull(message, "message"),
        Objects.requireNonNull(coordinates, "coordinates"));
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
