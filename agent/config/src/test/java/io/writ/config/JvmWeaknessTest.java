package io.writ.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class JvmWeaknessTest {
  private static List<String> found(String... arguments) {
    return JvmWeakness.of(List.of(arguments), "writ.jar"::equals).stream()
        .map(w -> w.flag() + " " + String.valueOf(w.tolerance()).toLowerCase(Locale.ROOT))
        .toList();
  }

  @Test
  void debuggers_areFoundInEverySpelling_withoutTheirAddress() {
    assertEquals(
        List.of(
            "-agentlib:jdwp debugger", "-Xrunjdwp debugger", "-agentpath:/x/libjdwp.so debugger"),
        found(
            "-agentlib:jdwp=transport=dt_socket,server=y",
            "-Xrunjdwp:transport=dt_socket",
            "-agentpath:/x/libjdwp.so=server=y"));
  }

  @Test
  void whatReplacesTheJdkOrStandsBesideTheGate_isFound() {
    assertEquals(
        List.of(
            "--patch-module=java.base patched_modules",
            "-Djava.nio.file.spi.DefaultFileSystemProvider patched_modules",
            "-Xbootclasspath/a boot_class_path",
            "-Xverify:none unverified_code",
            "-XX:-BytecodeVerificationRemote unverified_code",
            "-XX:Flags unverified_code"),
        found(
            "--patch-module=java.base=/x",
            "-Djava.nio.file.spi.DefaultFileSystemProvider=x.Y",
            "-Xbootclasspath/a:/x.jar",
            "-Xverify:none",
            "-XX:-BytecodeVerificationRemote",
            "-XX:Flags=/x"));
  }

  @Test
  void otherAgentsAndOpenedModules_areFound_andTheAgentItselfIsNot() {
    assertEquals(
        List.of(
            "-javaagent:other.jar null",
            "-agentlib:prof null",
            "--add-opens=java.base/java.lang=ALL-UNNAMED null",
            "-XX:+EnableDynamicAgentLoading null"),
        found(
            "-javaagent:writ.jar=policy=p",
            "-javaagent:other.jar=secret=s",
            "-agentlib:prof=x",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.desktop/java.awt=ALL-UNNAMED",
            "-XX:+EnableDynamicAgentLoading"));
  }

  @Test
  void classesThatRunBeforeTheAgent_areFound_andTheJdksOwnAreNot() {
    assertEquals(
        List.of("-Djava.system.class.loader null", "-Djava.security.manager null"),
        found(
            "-Djava.system.class.loader=x.Y",
            "-Djava.security.manager=x.Y",
            "-Djava.security.manager=",
            "-Djava.security.manager=default",
            "-Djava.security.manager=allow",
            "-Djava.security.manager=disallow",
            "-Djava.security.manager"));
  }

  @Test
  void ordinaryFlags_areNone() {
    assertEquals(List.of(), found("-Xmx1g", "-Xshare:auto", "-XX:+UseZGC", "-Dx=-agentlib:jdwp"));
  }

  @Test
  void attaching_isPossibleUnlessBothWaysAreClosed() {
    assertTrue(JvmWeakness.mayBeAttachedTo(List.of()));
    assertTrue(JvmWeakness.mayBeAttachedTo(List.of("-XX:+DisableAttachMechanism")));
    assertFalse(
        JvmWeakness.mayBeAttachedTo(
            List.of("-XX:+DisableAttachMechanism", "-XX:-EnableDynamicAgentLoading")));
  }
}
