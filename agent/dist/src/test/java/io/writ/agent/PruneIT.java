package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.agent.fixture.Idle;
import io.writ.agent.fixture.Payments;
import io.writ.core.artifact.Grant;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.replay.BootOrder;
import io.writ.replay.JournalFiles;
import io.writ.replay.JournalSet;
import io.writ.replay.JournalVerdict;
import io.writ.replay.JournalVerdict.State;
import io.writ.replay.SealTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service whose journal is pruned while it runs, after it ended, and before it boots again. */
class PruneIT {
  private static final String CALLS = "12000";

  private final SigningKey retention =
      SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private GovernedJvm jvm;

  @BeforeEach
  void makeJvm() throws Exception {
    jvm = new GovernedJvm(directory).policy("ceiling:\n  pay: { actions: [\"test:pay\"] }\n");
    Path ignored = SealIT.configureKey(jvm);
    Files.writeString(directory.resolve("retention.pem"), retention.toPem());
    Files.writeString(
        directory.resolve("retention.jwk"), JsonWriter.write(retention.publicKey().toJwk()));
  }

  private GovernedJvm.Result prune(String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "journal",
                "prune",
                jvm.journal().toString(),
                "--key",
                "retention.pem",
                "--journal-key",
                "journal.jwk",
                "--older-than",
                "0"));
    command.addAll(List.of(more));
    return jvm.writ(command.toArray(String[]::new));
  }

  private GovernedJvm.Result verify(String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("verify", "--journal-key", "journal.jwk"));
    command.addAll(List.of(more));
    command.add(jvm.journal().toString());
    return jvm.writ(command.toArray(String[]::new));
  }

  private List<String> segments(Path journal) throws IOException {
    try (Stream<Path> files = Files.list(journal.resolve("q"))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".cq4"))
          .sorted()
          .toList();
    }
  }

  @Test
  void serviceGoesOnWhileItsJournalIsPruned_andTheNextBootLinksWhatIsLeft() throws Exception {
    for (String store : List.of("chronicle", "file")) {
      makeJvm();
      jvm.with(",journal.segment=1,journal.store=" + store);
      pruneWhileItRuns();
      try (Stream<Path> all = Files.walk(jvm.journal())) {
        for (Path file : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private void pruneWhileItRuns() throws Exception {
    String artifact = jvm.authority.mint(Map.of("test:pay", Grant.ANY));
    Path journal;
    try (Conversation service = new Conversation(jvm, Payments.class.getName(), artifact)) {
      assertEquals("ran", service.say(CALLS));
      journal = newest();
      int before = segments(journal).size();
      assertTrue(before >= 6, "segments: " + before);
      GovernedJvm.Result dry = prune("--dry-run");
      assertEquals(0, dry.status(), dry::toString);
      assertEquals(before, segments(journal).size());
      while (segments(journal).size() > 2) {
        GovernedJvm.Result pruned = prune(); // Again, when not all was covered.
        assertEquals(0, pruned.status(), pruned::toString);
      }
      assertEquals("ran", service.say(CALLS));
      GovernedJvm.Result again = prune();
      assertEquals(0, again.status(), again::toString);
      assertEquals("ran", service.say("10"));
      assertEquals(List.of(), service.errors());
    }
    GovernedJvm.Result ended = verify("--retention-key", "retention.jwk");
    assertEquals(0, ended.status(), ended::toString);
    assertTrue(ended.out().stream().anyMatch(l -> l.startsWith("pruned    records 0 to ")));
    GovernedJvm.Result missing = verify();
    assertEquals(1, missing.status(), missing::toString);
    assertLinkedByTheNextBoot(journal);
    GovernedJvm.Result whole = prune();
    assertEquals(0, whole.status(), whole::toString);
    assertEquals(List.of(), segments(journal));
    assertLinkedByTheNextBoot(journal);
  }

  private void assertLinkedByTheNextBoot(Path journal) throws Exception {
    assertEquals(0, jvm.run(Idle.class).status());
    SealTrust trust = new SealTrust(new Signatures(), Set.of(), Set.of(retention.publicKey()));
    List<JournalFiles> all = BootOrder.sort(JournalFiles.at(jvm.journal()));
    JournalSet set = JournalSet.verify(all, record -> {}, trust);
    assertEquals(List.of(), set.missing());
    for (JournalVerdict verdict : set.verdicts()) {
      assertEquals(State.CLOSED, verdict.state(), () -> String.valueOf(verdict.firstBad()));
    }
    JournalVerdict first = set.verdicts().get(0);
    JournalVerdict second = set.verdicts().get(1);
    assertEquals(journal, first.name());
    assertEquals(String.valueOf(journal.getFileName()), second.genesis().get("previous.journal"));
    assertEquals("clean", second.genesis().get("previous.end"));
    assertEquals(first.seals().rootHex(), second.genesis().get("previous.root"));
    for (int i = 1; i + 1 < set.verdicts().size(); i++) {
      assertEquals(
          String.valueOf(set.verdicts().get(i).name().getFileName()),
          set.verdicts().get(i + 1).genesis().get("previous.journal"));
    }
  }

  private Path newest() throws IOException {
    List<JournalFiles> all = BootOrder.sort(JournalFiles.at(jvm.journal()));
    return Objects.requireNonNull(all.get(all.size() - 1).name());
  }
}
