package io.writ.agent;

import io.writ.agent.fixture.CallList;
import io.writ.core.catalogue.JdkSite;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the matrix does not show, each with its reason. */
final class MatrixGaps {
  private static final String SCTP = "libsctp or the kernel's SCTP is missing: no channel opens";

  /** Sites without any cell. */
  private static final Map<String, String> WITHOUT_CELLS =
      Map.ofEntries(
          Map.entry("SelfTest#probe", "every start of the agent asks it; nothing can grant it"),
          Map.entry(
              "InstrumentationImpl#loadClassAndCallAgentmain",
              "the JVM's attach thread asks, which can have no artifact"),
          Map.entry(
              "PlatformRecorder#newTemporaryRecording",
              "wants a recording that ran, whose own threads ask, unbound, until the JVM ends"),
          Map.entry("SctpServerChannelImpl#accept", SCTP),
          Map.entry("SctpServerChannelImpl#bindUnbindAddress", SCTP),
          Map.entry("SctpMultiChannelImpl#bindUnbindAddress", SCTP),
          Map.entry("SctpChannelImpl#bindUnbindAddress", SCTP),
          Map.entry("SctpChannelImpl#sendFromNativeBuffer", SCTP),
          Map.entry("SctpChannelImpl#connect", SCTP),
          Map.entry("SctpChannelImpl#bind", SCTP),
          Map.entry("SctpMultiChannelImpl#bind", SCTP),
          Map.entry("SctpMultiChannelImpl#send", SCTP),
          Map.entry("SctpServerChannelImpl#bind", SCTP));

  /** Sites whose effect cannot be had in the matrix; their denied cells are there. */
  private static final Map<String, String> DENIED_ONLY =
      Map.of(
          "Runtime#exit", "ends the JVM; SitesIT shows its effect",
          "Runtime#halt", "ends the JVM; SitesIT shows its effect",
          "NamingManager#setInitialContextFactoryBuilder",
              "for the life of the JVM, in which other cells look names up",
          "NamingManager#setObjectFactoryBuilder",
              "for the life of the JVM, in which other cells look names up",
          "jdk.internal.misc.Signal#raise",
              "the JVM starts the handler's thread by itself, without an artifact");

  /** JDK code that takes a denial for trouble of its own, and tells that it did nothing. */
  private static final Map<String, String> QUIET =
      Map.of("javac.main.Main#compile", "javac reports what it catches");

  private MatrixGaps() {}

  /**
   * Whether it is of the sockets that a JVM has in place of its others: {@link MatrixJvm#plain}.
   */
  static boolean isOfPlainSockets(JdkSite site) {
    return site.className().startsWith("java.net.AbstractPlain");
  }

  /** Whether calls of other sites ask this one too, on their way there, so that it counts more. */
  static boolean isAskedElsewhere(String site) {
    return site.endsWith("Posix#readAttributes") || site.equals("File#exists");
  }

  static boolean isQuiet(String call) {
    return QUIET.containsKey(call);
  }

  static @Nullable String findReason(JdkSite site) {
    return find(WITHOUT_CELLS, site);
  }

  static boolean isDeniedOnly(JdkSite site) {
    return find(DENIED_ONLY, site) != null;
  }

  private static @Nullable String find(Map<String, String> reasons, JdkSite site) {
    return reasons.entrySet().stream()
        .filter(entry -> CallList.isNamed(entry.getKey(), site.location()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
