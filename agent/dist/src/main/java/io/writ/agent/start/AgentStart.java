package io.writ.agent.start;

import io.writ.api.Reason;
import io.writ.api.WritDenied;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import io.writ.core.jws.Signer;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.core.policy.Policy;
import io.writ.enforce.Clocks;
import io.writ.enforce.Delegation;
import io.writ.enforce.Departures;
import io.writ.enforce.Enforcer;
import io.writ.enforce.Governance;
import io.writ.enforce.GovernanceSource;
import io.writ.enforce.HandingOver;
import io.writ.enforce.Housekeeping;
import io.writ.enforce.JdkFields;
import io.writ.enforce.Recorder;
import io.writ.enforce.Sites;
import io.writ.gate.Gate;
import io.writ.gate.SelfTest;
import io.writ.journal.SegmentedJournal;
import io.writ.weave.WeaveRefused;
import io.writ.weave.Weaving;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the agent up, in the one order in which nothing runs unchecked: configuration, policy and
 * trust, modules, journal, decider, gate, weaving, proof, self-test. Throws at the first thing that
 * is not as it must be.
 */
public final class AgentStart {
  /** The process's own: {@code System.err} may be the application's code, which we do not run. */
  private static final PrintStream STDERR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

  /** The exit status of a start that was refused; EX_CONFIG of sysexits.h. */
  private static final int REFUSED = 78;

  private AgentStart() {}

  /** Called by premain through reflection. */
  public static void start(@Nullable String argument, Instrumentation instrumentation)
      throws Exception {
    Configuration configuration = Configuration.read(argument);
    OpenModules.open(instrumentation, AgentStart.class.getClassLoader());
    StaticInitialisers.runBeforeEnforcing();
    JvmWeaknesses weaknesses = JvmWeaknesses.ofThisJvm();
    weaknesses.check(
        configuration.policy().policy(), configuration.isEnforcing(), AgentStart::complain);
    Signer runtimeKey = RuntimeProof.prove(configuration.trust());
    GovernanceWatch revocations = configuration.governance(AgentStart::complain);
    SegmentedJournal journal = configuration.openJournal(weaknesses);
    revocations.recordIn(journal);
    Policy policy = configuration.policy().policy();
    Sites sites = new Sites(configuration.catalogue(), policy::isUngoverned);
    Governance governance =
        new Governance(policy, configuration.ownDenials(), configuration.isEnforcing());
    HandingOver handingOver =
        new HandingOver(new SecureRandom().nextLong(), Housekeeping.NAMES, AgentStart::complain);
    Enforcer enforcer =
        enforcer(configuration, runtimeKey, governance, journal, sites, revocations, handingOver);
    journal.runThrough(enforcer::runInside);
    try {
      install(instrumentation, configuration, sites, enforcer, handingOver.pass());
      // From now on: whoever suspends the watch before its first round must not be free of it.
      enforcer.liveness().beat();
      Canary canary = new Canary(enforcer, AgentStart::complain);
      enforcer.runInside(
          () ->
              revocations.follow(
                  configuration.policyWatch(governance, journal, revocations),
                  List.of(
                      new ErasureWatch(journal, AgentStart::complain),
                      configuration.journalKeyWatch(journal)::look),
                  enforcer::runInside,
                  canary));
      journal.recordGaps();
      ShutdownHook.register(() -> enforcer.runInside(() -> close(journal)));
    } catch (IOException | ReflectiveOperationException | RuntimeException | Error e) {
      refuse(enforcer, e);
    }
    if (!configuration.isEnforcing()) {
      complain(
          "writ: mode is observe: nothing is blocked; what would be denied is recorded in ["
              + configuration.options().journal()
              + "]");
    }
  }

  /**
   * Ends the JVM, which is woven by now: nobody could be granted to, but the agent itself. A
   * premain that throws would abort it with a native dump; a line and a status say more.
   */
  private static void refuse(Enforcer enforcer, Throwable cause) {
    String message = cause.getMessage();
    boolean isExpected = cause instanceof WeaveRefused && message != null;
    complain("writ: the start is refused: " + (isExpected ? message : cause));
    enforcer.runInside(() -> Runtime.getRuntime().halt(REFUSED));
  }

  private static Enforcer enforcer(
      Configuration configuration,
      @Nullable Signer runtimeKey,
      Governance governance,
      SegmentedJournal journal,
      Sites sites,
      GovernanceSource revocations,
      HandingOver handingOver)
      throws IOException, ReflectiveOperationException {
    SecureRandom random = new SecureRandom();
    Delegation delegation =
        new Delegation(
            new AgentKeys(random),
            configuration.trust().runtime().id(),
            random::nextLong,
            new Departures(runtimeKey, random::nextLong, AgentStart::complain));
    Recorder recorder = new Recorder(journal, governance, AgentStart::complain);
    return new Enforcer(
        governance,
        sites,
        configuration.verifier(),
        revocations,
        Clocks.SYSTEM,
        recorder,
        delegation,
        JdkFields.open(),
        System.getProperty("java.io.tmpdir", "/tmp"),
        handingOver);
  }

  private static void install(
      Instrumentation instrumentation,
      Configuration configuration,
      Sites sites,
      Enforcer enforcer,
      long pass)
      throws IOException {
    System.getProperties().put(Gate.HANDOVER, enforcer);
    if (!Gate.isHeldBy(enforcer)) {
      throw new IllegalStateException("another agent holds the gate; start one Writ agent per JVM");
    }
    Policy policy = configuration.policy().policy();
    List<JdkSite> promised =
        configuration.catalogue().sitesOn(Runtime.version().feature()).stream()
            .filter(site -> !site.actions().stream().allMatch(policy::isUngoverned))
            .toList();
    int probe = probeNumber(promised, sites);
    Set<String> ownClasses = CodeSource.classesOfAgent();
    // Once before weaving, so that every class on the way to a denial is loaded when a woven JDK
    // method first needs it.
    selfTest(() -> Gate.check(probe, null, null, 0));
    enforcer.rehearseHandOvers();
    // Inside: from some class on, weaving itself is a governed act.
    enforcer.runInside(
        () ->
            Weaving.install(
                instrumentation,
                promised,
                policy.mappings(),
                sites,
                ownClasses,
                AgentStart.class.getClassLoader(),
                pass,
                AgentStart::complain));
    selfTest(SelfTest::probe);
  }

  private static int probeNumber(List<JdkSite> promised, Sites sites) {
    for (JdkSite site : promised) {
      if (site.className().equals(SelfTest.class.getName())) {
        return sites.register(site);
      }
    }
    throw new IllegalStateException("the catalogue has no self-test");
  }

  private static void selfTest(Runnable probe) {
    try {
      probe.run();
    } catch (WritDenied denied) {
      if (denied.reason() == Reason.NO_ARTIFACT && denied.action().equals(Catalogue.SELF_TEST)) {
        return;
      }
      throw new IllegalStateException("the self-test was denied for another reason: " + denied);
    }
    throw new IllegalStateException("the self-test was not denied");
  }

  private static void close(SegmentedJournal journal) {
    try {
      journal.close();
    } catch (RecordSinkFailure e) {
      // Latched before: the journal stays without its closing record, and reads as cut.
      complain("writ: the journal could not be closed: " + e.getMessage());
    }
  }

  static void complain(String line) {
    STDERR.println(line.replaceAll("[\\r\\n]+", " "));
  }
}
