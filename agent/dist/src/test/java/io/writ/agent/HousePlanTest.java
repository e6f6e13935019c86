package io.writ.agent;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.writ.core.artifact.VerifiedArtifact;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows of the house plan: who may see whom. */
class HousePlanTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.writ");

  private static final String API = "io.writ.api..";
  private static final String GATE = "io.writ.gate..";
  private static final String CORE = "io.writ.core..";
  private static final String ADAPTERS = "io.writ.adapters..";
  private static final String NULLNESS = "org.jspecify..";

  @Test
  void everyModule_isLookedAt() {
    for (String part :
        List.of(
            "api",
            "gate",
            "core",
            "crypto",
            "tlog",
            "config",
            "journal",
            "enforce",
            "weave",
            "replay",
            "policy",
            "scan",
            "cli",
            "agent",
            "adapters")) {
      assertTrue(
          HOUSE.stream().anyMatch(c -> c.getPackageName().startsWith("io.writ." + part)), part);
    }
  }

  @Test
  void api_seesOnlyTheJdk() {
    check(onlySees(API, "java..", NULLNESS));
  }

  @Test
  void gate_seesOnlyTheApiAndTheJdk() {
    // Tasks and handlers that stand for the application's are the JDK's types.
    String[] seen = {
      API,
      "java.lang..",
      "java.time",
      "java.util",
      "java.util.concurrent",
      "java.util.function",
      "java.nio.channels",
      NULLNESS
    };
    check(onlySees(GATE, seen));
  }

  @Test
  void core_seesOnlyTheApiAndTheJdk() {
    check(onlySees(CORE, API, "java..", NULLNESS));
  }

  @Test
  void core_doesNoInputOrOutput() {
    check(
        noClasses()
            .that()
            .resideInAPackage(CORE)
            .and()
            // Reads the tables that lie beside it in the jar, and nothing else.
            .haveNameNotMatching("io\\.writ\\.core\\.catalogue\\.Catalogue.*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..", "java.net"));
  }

  @Test
  void core_readsNoClock() {
    check(
        noClasses()
            .that()
            .resideInAPackage(CORE)
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .dependOnClassesThat(type(Clock.class)));
  }

  @Test
  void enforcement_seesOnlyCoreGateAndApi() {
    check(
        onlySees(
            "io.writ.enforce..",
            CORE,
            GATE,
            API,
            "java..",
            "javax.management..",
            "javax.naming..",
            NULLNESS));
  }

  @Test
  void transparencyLog_seesOnlyCoreAndTheJdk() {
    check(onlySees("io.writ.tlog..", CORE, "java..", NULLNESS));
  }

  @Test
  void weaver_seesOnlyCoreGateAndAsm() {
    check(onlySees("io.writ.weave..", CORE, GATE, API, "org.objectweb.asm..", "java..", NULLNESS));
  }

  @Test
  void replayAndCommands_seeNeitherGateNorWeaverNorEnforcement() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "io.writ.replay..", "io.writ.policy..", "io.writ.scan..", "io.writ.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(GATE, "io.writ.weave..", "io.writ.enforce.."));
  }

  @Test
  void bouncyCastle_isSeenByCryptoAlone() {
    check(onlySeenBy("org.bouncycastle..", "io.writ.crypto.."));
  }

  @Test
  void chronicle_isSeenByTheJournalAlone() {
    check(onlySeenBy("net.openhft..", "io.writ.journal.."));
  }

  @Test
  void yaml_isSeenByConfigurationAlone() {
    check(onlySeenBy("org.snakeyaml..", "io.writ.config.."));
  }

  @Test
  void picocli_isSeenByTheCommandsAlone() {
    check(onlySeenBy("picocli..", "io.writ.cli.."));
  }

  @Test
  void asm_isSeenByWeaverAndScanAlone() {
    check(onlySeenBy("org.objectweb.asm..", "io.writ.weave..", "io.writ.scan.."));
  }

  @Test
  void scan_seesOnlyCoreAndAsm() {
    check(onlySees("io.writ.scan..", CORE, "org.objectweb.asm..", "java..", NULLNESS));
  }

  @Test
  void scan_isSeenByTheCommandsAlone() {
    check(onlySeenBy("io.writ.scan..", "io.writ.scan..", "io.writ.cli.."));
  }

  @Test
  void adapters_seeTheApiAloneOfUs() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ADAPTERS)
            .should()
            .dependOnClassesThat(
                resideInAPackage("io.writ..").and(not(resideInAnyPackage(API, ADAPTERS)))));
  }

  @Test
  void adapters_standAlone_butForWhatThoseOfHttpShare() {
    check(
        slices()
            .matching("io.writ.adapters.(*)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(alwaysTrue(), resideInAPackage("io.writ.adapters.http"))
            // One key for what is bound, in whatever context: Micrometer's, Reactor's, a request's.
            .ignoreDependency(
                resideInAPackage("io.writ.adapters.webflux"),
                resideInAPackage("io.writ.adapters.reactor"))
            .ignoreDependency(
                resideInAPackage("io.writ.adapters.reactor"),
                resideInAPackage("io.writ.adapters.micrometer")));
  }

  @Test
  void nobodyLogs() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.slf4j..", "java.lang.management.."));
  }

  @Test
  void verifiedArtifact_isMadeByItsVerifierAlone() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.writ.core.artifact")
            .should()
            .callConstructorWhere(target(With.owner(type(VerifiedArtifact.class)))));
  }

  @Test
  void startOfTheAgent_isSeenByNobody() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.writ.agent..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.writ.agent.."));
  }

  private static ArchRule onlySees(String part, String... others) {
    String[] allowed = new String[others.length + 1];
    System.arraycopy(others, 0, allowed, 1, others.length);
    allowed[0] = part;
    return classes()
        .that()
        .resideInAPackage(part)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(allowed));
  }

  private static ArchRule onlySeenBy(String library, String... parts) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(parts)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static void check(ArchRule rule) {
    rule.check(HOUSE);
  }
}
