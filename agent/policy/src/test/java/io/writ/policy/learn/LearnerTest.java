package io.writ.policy.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.policy.ToolRefused;
import io.writ.replay.RecordedVerdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class LearnerTest {

  @Test
  void serviceThatDidALittleOfEverything_getsOneReadableDocument() throws Exception {
    Learned learned = ordinaryService("11111111-aaaa").learn();

    assertEquals(
        """
        # Learned by [writ policy learn] from 22 calls, 2026-01-01T00:00:01Z to 2026-01-01T00:00:22Z.
        # What was seen in mode [observe] is not yet what should be: read every rule before this is signed.
        # journal 11111111-aaaa
        id: shop
        version: 7
        mode: enforce
        ambient:
          # 3 calls, 2026-01-01T00:00:01Z to 2026-01-01T00:00:03Z
          own-code:
            actions: ["jdk:file.read"]
            where: { path: { path_under: ["${class.path}", "${java.home}"] } }
          # 4 calls, 2026-01-01T00:00:04Z to 2026-01-01T00:00:07Z
          read-files:
            actions: ["jdk:file.read"]
            where: { path: { path_under: ["${user.dir}/conf", "/etc/hosts"] } }
          # 2 calls, 2026-01-01T00:00:09Z to 2026-01-01T00:00:10Z
          read-write-files:
            actions: ["jdk:file.read", "jdk:file.write"]
            where: { path: { path_under: ["${user.dir}/data/state"] } }
          # 1 call, 2026-01-01T00:00:08Z
          write-files:
            actions: ["jdk:file.write"]
            where: { path: { path_under: ["${java.io.tmpdir}"] } }
          # 1 call, 2026-01-01T00:00:11Z
          connect-5432:
            actions: ["jdk:net.connect"]
            where: { host: "10.0.0.7", port: 5432 }
          # 2 calls, 2026-01-01T00:00:12Z to 2026-01-01T00:00:13Z
          connect-ephemeral:
            actions: ["jdk:net.connect"]
            where: { host: "10.0.0.8", port: { range: { min: 32768, max: 60999 } } }
          # 1 call, 2026-01-01T00:00:14Z
          connect-unix:
            actions: ["jdk:net.connect"]
            where: { host: "unix:/run/shop.sock", port: 0 }
          # 2 calls, 2026-01-01T00:00:15Z to 2026-01-01T00:00:16Z
          listen:
            actions: ["jdk:net.bind"]
            where: { host: "0.0.0.0", port: { one_of: [0, 8080] } }
          # 1 call, 2026-01-01T00:00:17Z
          # Any arguments: they were not looked at. Constrain [arguments] where they are few.
          start-processes:
            actions: ["jdk:process.start"]
            where: { command: "/usr/bin/convert" }
          # 1 call, 2026-01-01T00:00:18Z
          exit:
            actions: ["jdk:runtime.exit"]
            where: { status: 0 }
          # 2 calls, 2026-01-01T00:00:19Z to 2026-01-01T00:00:20Z
          load-libraries:
            actions: ["jdk:code.native"]
            where: { library: { one_of: ["${java.home}/lib/libnet.so", "nio"] } }
          # 1 call, 2026-01-01T00:00:21Z
          # Any arguments: constrain with [where] what must not be just anything.
          #   java:com.acme.Shop#order(long): amount
          call-java:
            actions: ["java:com.acme.Shop#order(long)"]
        ceiling:
          # 1 call, 2026-01-01T00:00:22Z
          # Any arguments: constrain with [where] what must not be just anything.
          #   java:com.acme.Pay#transfer(long): amount
          call-java:
            actions: ["java:com.acme.Pay#transfer(long)"]
        journal:
          attributes:
            "jdk:code.native": ["library"]
            "jdk:file.*": ["path"]
            "jdk:net.bind": ["host", "port"]
            "jdk:net.connect": ["host", "port"]
            "jdk:process.start": ["command"]
            "jdk:runtime.exit": ["status"]
        """,
        learned.document());
    assertEquals(22, learned.requests());
    assertEquals(13, learned.rules());
  }

  private static ObservedService ordinaryService(String journal) {
    return new ObservedService(journal)
        .read("/opt/jdk-17/lib/modules", "/srv/shop/lib/a.jar", "/srv/shop/classes/x/Y.class")
        .read("/srv/shop/conf/a", "/srv/shop/conf/b", "/srv/shop/conf/c", "/etc/hosts")
        .write("/tmp/upload-1234567.bin")
        .read("/srv/shop/data/state")
        .write("/srv/shop/data/state")
        .connect("10.0.0.7", 5432)
        .connect("10.0.0.8", 40_000, 50_000)
        .connect("unix:/run/shop.sock", 0)
        .bind("0.0.0.0", 0, 8080)
        .saw("jdk:process.start", "command", "/usr/bin/convert", "arguments", "[-x, CANARY]")
        .saw("jdk:runtime.exit", "status", "0")
        .saw("jdk:code.native", "library", "nio")
        .saw("jdk:code.native", "library", "/opt/jdk-17/lib/libnet.so")
        .saw("java:com.acme.Shop#order(long)", "amount", "CANARY")
        .saw(
            RecordedVerdict.ALLOWED_BY_ARTIFACT,
            "",
            "java:com.acme.Pay#transfer(long)",
            "amount",
            "CANARY");
  }

  @Test
  void deniedCallsAndOurOwn_areNotLearnedUnlessAskedFor() throws Exception {
    ObservedService service =
        new ObservedService("j")
            .read("/etc/hosts")
            .saw("writ:self-test")
            .saw(RecordedVerdict.DENIED, "NO_ARTIFACT", "jdk:runtime.exit", "status", "3");

    assertFalse(service.learn().document().contains("jdk:runtime.exit"));
    assertEquals(
        2,
        ObservedService.learn(
                new LearnOptions(null, null, true, false, ObservedService.ACTIONS),
                List.of(service))
            .requests());
  }

  @Test
  void whatADenyRuleStruck_isSaidInTheComment() throws Exception {
    assertEquals(
        """
        ambient:
          # 2 calls, 2026-01-01T00:00:01Z to 2026-01-01T00:00:02Z
          # A deny rule of the observed policy struck 1 of them.
          exit:
            actions: ["jdk:runtime.exit"]
            where: { status: 3 }
        """,
        new ObservedService("j")
            .saw(RecordedVerdict.WOULD_DENY, "DENIED_BY_POLICY", "jdk:runtime.exit", "status", "3")
            .saw("jdk:runtime.exit", "status", "3")
            .rules());
  }

  @Test
  void recordWithoutTheNeededAttribute_isNamedTogetherWithTheRemedy() {
    assertRefused(
        "record 2 of journal j: [jdk:net.connect] has no [port]; observe again with [journal: {"
            + " attributes: { \"jdk:*\": [\"*\"] } }] in the policy; or leave such calls out by"
            + " --leave-out",
        new ObservedService("j").read("/etc/hosts").saw("jdk:net.connect", "host", "10.0.0.1"));
  }

  @Test
  void valueThatNoConstraintDecides_isRefusedOrLeftOutWithAComment() throws Exception {
    ObservedService service =
        new ObservedService("j").read("/etc/hosts").saw("jdk:file.read", "path", "?");

    assertRefused(
        "record 2 of journal j: [jdk:file.read] has a [path] that no constraint decides; no rule"
            + " can name it; or leave such calls out by --leave-out",
        service);
    Learned learned =
        ObservedService.learn(
            new LearnOptions("other", 3L, false, true, ObservedService.ACTIONS), List.of(service));
    assertEquals(
        List.of(
            "# left out: record 2 of journal j: [jdk:file.read] has a [path] that no constraint"
                + " decides; no rule can name it",
            "id: other",
            "version: 3"),
        learned.document().lines().skip(3).limit(3).toList());
    assertEquals(1, learned.requests());
  }

  @Test
  void journalsOfSeveralPolicies_needAName() {
    ObservedService other = new ObservedService("k").genesis("policy.id", "till");
    assertEquals(
        "the journals are of the policies [shop, till]; say by --id what the learned one is called",
        assertThrows(
                ToolRefused.class,
                () ->
                    ObservedService.learn(
                        ObservedService.options(), List.of(new ObservedService("j"), other)))
            .getMessage());
  }

  @Test
  void journalGivenTwice_isRefused() {
    ObservedService service = new ObservedService("j").read("/etc/hosts");
    assertEquals(
        "journal j is given twice; name it once",
        assertThrows(
                ToolRefused.class,
                () -> ObservedService.learn(ObservedService.options(), List.of(service, service)))
            .getMessage());
  }

  @Test
  void journalWithoutAnyVariable_isLearnedAllTheSame() throws Exception {
    ObservedService service = new ObservedService("j").read("/srv/shop/conf/a");
    for (String variable :
        List.of("java.home", "java.io.tmpdir", "user.dir", "user.home", "class.path")) {
      service.without(variable);
    }
    assertEquals(
        """
        ambient:
          # 1 call, 2026-01-01T00:00:01Z
          read-files:
            actions: ["jdk:file.read"]
            where: { path: { path_under: ["/srv/shop/conf/a"] } }
        """,
        service.rules());
  }

  private static void assertRefused(String message, ObservedService service) {
    assertEquals(message, assertThrows(ToolRefused.class, service::learn).getMessage());
  }
}
