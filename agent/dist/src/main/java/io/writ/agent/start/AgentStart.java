package io.writ.agent.start;

import io.writ.api.Reason;
import io.writ.api.WritDenied;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import io.writ.core.lineage.RecordSinkFailure;
import io.writ.enforce.Clocks;
import io.writ.enforce.Delegation;
import io.writ.enforce.Enforcer;
import io.writ.enforce.FileNames;
import io.writ.enforce.Governance;
import io.writ.enforce.GovernanceSource;
import io.writ.enforce.Recorder;
import io.writ.enforce.Sites;
import io.writ.gate.Gate;
import io.writ.gate.SelfTest;
import io.writ.journal.ChronicleJournal;
import io.writ.weave.Weaving;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
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
    RuntimeProof.check(configuration.trust());
    GovernanceWatch revocations = configuration.governance(AgentStart::complain);
    ChronicleJournal journal = configuration.openJournal(weaknesses);
    Sites sites = new Sites(configuration.catalogue());
    Governance governance =
        new Governance(
            configuration.policy().policy(),
            configuration.ownDenials(),
            configuration.isEnforcing());
    Enforcer enforcer = enforcer(configuration, governance, journal, sites, revocations);
    install(instrumentation, configuration, sites, enforcer);
    // From now on: whoever suspends the watch before its first round must not be free of it.
    enforcer.liveness().beat();
    revocations.follow(
        configuration.policyWatch(governance, journal, revocations),
        enforcer::runInside,
        new Canary(enforcer, AgentStart::complain));
    ShutdownHook.register(() -> enforcer.runInside(() -> close(journal)));
    if (!configuration.isEnforcing()) {
      complain(
          "writ: mode is observe: nothing is blocked; what would be denied is recorded in ["
              + configuration.options().journal()
              + "]");
    }
  }

  private static Enforcer enforcer(
      Configuration configuration,
      Governance governance,
      ChronicleJournal journal,
      Sites sites,
      GovernanceSource revocations)
      throws IOException, ReflectiveOperationException {
    SecureRandom random = new SecureRandom();
    Delegation delegation =
        new Delegation(
            new AgentKeys(random), configuration.trust().runtime().id(), random::nextLong);
    Recorder recorder = new Recorder(journal, governance, AgentStart::complain);
    return new Enforcer(
        governance,
        sites,
        configuration.verifier(),
        revocations,
        Clocks.SYSTEM,
        recorder,
        delegation,
        FileNames.open(),
        System.getProperty("java.io.tmpdir", "/tmp"));
  }

  private static void install(
      Instrumentation instrumentation,
      Configuration configuration,
      Sites sites,
      Enforcer enforcer) {
    System.getProperties().put(Gate.HANDOVER, enforcer);
    if (!Gate.isHeldBy(enforcer)) {
      throw new IllegalStateException("another agent holds the gate; start one Writ agent per JVM");
    }
    List<JdkSite> promised = configuration.catalogue().sitesOn(Runtime.version().feature());
    int probe = probeNumber(promised, sites);
    // Once before weaving, so that every class on the way to a denial is loaded when a woven JDK
    // method first needs it.
    selfTest(() -> Gate.check(probe, null, null, 0));
    Weaving.install(
        instrumentation,
        promised,
        configuration.policy().policy().mappings(),
        sites,
        AgentStart.class.getClassLoader(),
        AgentStart::complain);
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

  private static void close(ChronicleJournal journal) {
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
