package io.writ.agent.start;

import io.writ.config.ConfigurationRefused;
import io.writ.config.RevocationSettings;
import io.writ.config.StatusListSettings;
import io.writ.config.TrustFile;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureVerifier;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordSink;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationKind;
import io.writ.core.revocation.RevocationList;
import io.writ.core.revocation.StatusList;
import io.writ.enforce.Clocks;
import io.writ.enforce.GovernanceSource;
import io.writ.gate.AgentThread;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the revocation list and the status lists that the trust file names, by reading their
 * files again every second, and the policy file.
 *
 * <p>A file that cannot be read or holds nothing acceptable changes nothing, is complained of once,
 * and confirms nothing either: when the time to live of what is in force is over, it is stale, and
 * calls are denied. So does the death of this thread end.
 */
final class GovernanceWatch implements GovernanceSource {
  private static final long PERIOD_MILLIS = 100;

  /** Everything is read again after so many periods. */
  private static final int READ_EVERY = 10;

  private final @Nullable RevocationSettings settings;
  private final SignatureVerifier signatures;
  private volatile String policyName;
  private final VersionMark mark;
  private final Clocks clocks;
  private final Consumer<String> complaints;
  private final WatchedFile revocationFile;
  private final Map<String, WatchedStatusList> statusLists = new HashMap<>();
  private final Documents documents = new Documents();
  private @Nullable RevocationList list;
  private long listSeenNanos;
  private String lastComplaint = "";
  private volatile GovernanceState state = GovernanceState.NONE;

  /** A status list that was accepted, and when its file was last seen to hold it. */
  private static final class WatchedStatusList {
    final StatusListSettings settings;
    final WatchedFile file;
    @Nullable StatusList list;
    long seenNanos;

    WatchedStatusList(StatusListSettings settings) {
      this.settings = settings;
      this.file = new WatchedFile(settings.file(), StatusList.MAX_CHARS);
    }
  }

  /**
   * @param policyName of the running policy, as {@link RevocationKind#POLICY} names it
   * @param mark the highest version that any runtime over this journal has had in force
   */
  GovernanceWatch(
      TrustFile trust,
      SignatureVerifier signatures,
      String policyName,
      VersionMark mark,
      Clocks clocks,
      Consumer<String> complaints) {
    this.settings = trust.revocations();
    this.signatures = signatures;
    this.policyName = policyName;
    this.mark = mark;
    this.clocks = clocks;
    this.complaints = complaints;
    this.revocationFile =
        new WatchedFile(settings == null ? Path.of("") : settings.file(), RevocationList.MAX_CHARS);
    for (StatusListSettings status : trust.statusLists()) {
      statusLists.put(status.uri(), new WatchedStatusList(status));
    }
  }

  @Override
  public GovernanceState current() {
    return state;
  }

  /** From now on, and for what was accepted before, lists are in the journal before they count. */
  void recordIn(RecordSink journal) {
    documents.recordIn(journal);
  }

  /** Reads everything once; nothing that is configured may be missing at the start. */
  void start() throws ConfigurationRefused {
    try {
      refreshList();
    } catch (IOException | Rejected e) {
      throw new ConfigurationRefused(describe(revocationFile, e));
    }
    for (WatchedStatusList watched : statusLists.values()) {
      try {
        refresh(watched);
      } catch (IOException | Rejected e) {
        throw new ConfigurationRefused(describe(watched.file, e));
      }
    }
    publish(true);
  }

  /**
   * Follows the files from now on.
   *
   * @param policy the policy's file
   * @param housework is done whenever files are read, and throws nothing
   * @param inside runs the agent's own work, whose file accesses are not decided upon
   * @param canary looks whether the checks are in place; a round without trouble ends with its beat
   */
  void follow(
      PolicyWatch policy, List<Runnable> housework, Consumer<Runnable> inside, Canary canary) {
    Thread thread =
        new AgentThread(() -> watch(policy, housework, inside, canary), "writ-governance");
    thread.setDaemon(true);
    // Anybody can ask a thread for it: neither our loader, nor one that loads for the application.
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    thread.start();
  }

  private void watch(
      PolicyWatch policy, List<Runnable> housework, Consumer<Runnable> inside, Canary canary) {
    for (long period = 0; true; period++) {
      boolean isDue = period % READ_EVERY == 0;
      try {
        pause();
        inside.accept(() -> refresh(policy, housework, isDue));
        if (isDue) {
          canary.look();
        }
      } catch (Throwable t) {
        // Out of memory, or a stranger's Thread.stop. Calls are denied until a round succeeds.
        Thread.onSpinWait();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PERIOD_MILLIS);
    } catch (InterruptedException e) {
      // Nobody but a stranger interrupts this thread; it goes on, earlier.
      Thread.onSpinWait();
    }
  }

  /**
   * @param isDue whether all files are read; else only the policy's, and only when it was touched
   */
  private void refresh(PolicyWatch policy, List<Runnable> housework, boolean isDue) {
    if (isDue) {
      refresh();
      housework.forEach(Runnable::run);
    }
    if ((policy.isTouched() || isDue) && policy.refresh()) {
      policyName = policy.nameInForce();
      publish(true);
    }
  }

  private void refresh() {
    boolean isChanged = false;
    try {
      isChanged = refreshList();
    } catch (IOException | Rejected | RuntimeException e) {
      complain(revocationFile, e);
    }
    for (WatchedStatusList watched : statusLists.values()) {
      try {
        isChanged |= refresh(watched);
      } catch (IOException | Rejected | RuntimeException e) {
        complain(watched.file, e);
      }
    }
    publish(isChanged);
  }

  private boolean refreshList() throws IOException, Rejected {
    if (settings == null) {
      return false;
    }
    long readAt = clocks.monotonicNanos();
    String changed = revocationFile.read();
    if (changed != null) {
      RevocationList newer = RevocationList.verify(changed, settings.signers(), signatures, now());
      newer.checkNewerThan(list == null ? mark.version() - 1 : list.version());
      documents.take(DictionaryKind.REVOCATIONS, changed);
      mark.raise(newer.version());
      list = newer;
      revocationFile.accept();
    }
    listSeenNanos = readAt;
    return changed != null;
  }

  private boolean refresh(WatchedStatusList watched) throws IOException, Rejected {
    long readAt = clocks.monotonicNanos();
    String changed = watched.file.read();
    if (changed != null) {
      StatusList newer =
          StatusList.verify(
              changed, watched.settings.uri(), watched.settings.key(), signatures, now());
      documents.take(DictionaryKind.STATUS_LIST, changed);
      watched.list = newer;
      watched.file.accept();
    }
    watched.seenNanos = readAt;
    return changed != null;
  }

  private void publish(boolean isChanged) {
    Map<String, GovernanceState.Status> statuses = new HashMap<>();
    for (Map.Entry<String, WatchedStatusList> entry : statusLists.entrySet()) {
      WatchedStatusList watched = entry.getValue();
      StatusList status = watched.list;
      if (status != null) {
        statuses.put(
            entry.getKey(),
            new GovernanceState.Status(
                status, deadline(watched.seenNanos, status.ttl().toNanos(), status.expiresAt())));
      }
    }
    RevocationList revocations = list;
    long deadline =
        revocations == null
            ? Long.MAX_VALUE
            : deadline(listSeenNanos, revocations.ttl().toNanos(), revocations.expiresAt());
    state =
        new GovernanceState(
            state.epoch() + (isChanged ? 1 : 0),
            revocations,
            deadline,
            revocations != null && revocations.isRevoked(RevocationKind.POLICY, policyName),
            statuses);
  }

  /** The earlier of the end of the time to live and of the list's own end. */
  private long deadline(long seenNanos, long ttlNanos, Instant expiresAt) {
    long byTtl = seenNanos + ttlNanos;
    long leftSeconds = expiresAt.getEpochSecond() - Math.floorDiv(clocks.wallMillis(), 1_000);
    // A status list may name an end thousands of years away, which nanoseconds cannot count to.
    if (leftSeconds > RevocationList.MAX_LIFETIME.toSeconds() + 1) {
      return byTtl;
    }
    long leftMillis = expiresAt.toEpochMilli() - clocks.wallMillis();
    long byEnd = clocks.monotonicNanos() + leftMillis * 1_000_000;
    return byEnd - byTtl < 0 ? byEnd : byTtl;
  }

  private Instant now() {
    return Instant.ofEpochMilli(clocks.wallMillis());
  }

  private void complain(WatchedFile file, Exception cause) {
    String complaint = describe(file, cause);
    if (!complaint.equals(lastComplaint)) {
      lastComplaint = complaint;
      complaints.accept("writ: " + complaint + "; what was in force stays until its time is over");
    }
  }

  private static String describe(WatchedFile file, Exception cause) {
    return cause instanceof Rejected rejected
        ? file + ": " + rejected.reason() + ": " + rejected.detail()
        : String.valueOf(cause.getMessage());
  }
}
