package io.writ.replay;

import io.writ.core.constraint.Arguments;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.lineage.ConfigField;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.JournalStore;
import io.writ.core.lineage.RecordDraft;
import io.writ.core.lineage.SegmentName;
import io.writ.crypto.AesGcm;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import io.writ.journal.seal.SealOptions;
import io.writ.replay.PrunePlan.End;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the journals that are published as test vectors, one of each kind. */
final class JournalVectors {
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);
  private static final String POLICY = "id: shop\nversion: 3\n";
  private static final String TRUST = "runtime: { id: spiffe://shop.example/pay }\n";

  private final Path root;

  JournalVectors(Path root) {
    this.root = root;
  }

  /**
   * One of them.
   *
   * @param what it shows
   * @param directory the journal
   * @param journalKeys that an auditor pins
   * @param retentionKeys that an auditor pins
   */
  record Vector(
      String what, Path directory, List<SigningKey> journalKeys, List<SigningKey> retentionKeys) {
    Vector {
      journalKeys = List.copyOf(journalKeys);
      retentionKeys = List.copyOf(retentionKeys);
    }

    Vector(String what, Path directory, SigningKey... journalKeys) {
      this(what, directory, List.of(journalKeys), List.of());
    }
  }

  private static SigningKey newKey() {
    return SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
  }

  private static byte[] digest(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private JournalOptions options(String name, @Nullable SigningKey key) throws Exception {
    JournalOptions options =
        JournalOptions.of(Files.createDirectories(root.resolve(name)), "0.1.0")
            .writtenBy(JournalStore.FILE)
            .withSegmentBytes(1 << 20)
            .under("shop", 3, HexFormat.of().formatHex(digest(POLICY)), "signed")
            .saying(GenesisField.DOCUMENTS, "inside")
            .saying(GenesisField.TRUST_DIGEST, HexFormat.of().formatHex(digest(TRUST)))
            .concealing(new AesGcm());
    return key == null
        ? options
        : options.sealed(
            SealOptions.of(RotatedJournal.copy(key), new Signatures(), "file")
                .every(50, SOON, NEVER));
  }

  private static SegmentedJournal open(JournalOptions options) throws Exception {
    SegmentedJournal journal = SegmentedJournal.open(options);
    journal.document(DictionaryKind.POLICY, POLICY);
    journal.document(DictionaryKind.TRUST, TRUST);
    journal.artifact(TestJournals.ARTIFACT, List.of("root.link", "leaf.link"));
    return journal;
  }

  private static RecordDraft under(RecordDraft draft) {
    draft.policyDigest = digest(POLICY);
    return draft;
  }

  /** A call that returns, and in it one that is denied. */
  private static void calls(SegmentedJournal journal, long execution) {
    RecordDraft call = under(TestJournals.decision(journal, execution, 0));
    long sequence = journal.append(call);
    RecordDraft denial = under(TestJournals.denial(journal, execution + 1, execution));
    denial.arguments = new Arguments();
    denial.arguments.addInteger(900);
    denial.arguments.add(Arguments.Kind.TEXT, "EUR");
    journal.append(denial);
    journal.append(under(TestJournals.outcome(call, sequence)));
  }

  private static void fill(SegmentedJournal journal, int segment) {
    @Nullable String[] much = new @Nullable String[28];
    for (int i = 0; i < much.length; i += 2) {
      much[i] = "name" + i;
      much[i + 1] = "x".repeat(4_000);
    }
    for (long n = 100; !journal.file().endsWith(SegmentName.of(segment)); n++) {
      RecordDraft denial = under(TestJournals.denial(journal, n, 0));
      denial.attributes = much;
      denial.attributeCount = much.length;
      journal.append(denial);
    }
  }

  Vector closed() throws Exception {
    SegmentedJournal journal = open(options("closed", null));
    try (journal) {
      calls(journal, 10);
      RecordDraft denial = under(TestJournals.denial(journal, 30, 0));
      denial.attributes =
          new @Nullable String[] {
            "empty", "", "null", null, "text", "\u00e9\u20ac\ud83d\ude00", "cut", "x".repeat(5_000)
          };
      denial.attributeCount = 8;
      journal.append(denial);
    }
    return new Vector("without a key, closed by its process", journal.directory());
  }

  Vector cut() throws Exception {
    SegmentedJournal journal = open(options("cut", null));
    calls(journal, 10);
    journal.append(under(TestJournals.decision(journal, 40, 0)));
    Path copy = root.resolve("copy").resolve(String.valueOf(journal.directory().getFileName()));
    SealedJournal.replaceAll(copy, SealedJournal.filesOf(journal.directory()));
    journal.close();
    Path segment = copy.resolve("q").resolve(SegmentName.of(0));
    byte[] bytes = Files.readAllBytes(segment);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    Files.write(segment, Arrays.copyOf(bytes, (end + 67) & -4));
    for (int n = 1; n <= 2; n++) {
      Files.deleteIfExists(copy.resolve("q").resolve(SegmentName.reserveOf(n)));
    }
    return new Vector("its process was killed within a call", copy);
  }

  Vector sealed() throws Exception {
    SigningKey key = newKey();
    SegmentedJournal journal = open(options("sealed", key));
    try (journal) {
      for (long n = 100; n < 700; n += 10) {
        calls(journal, n);
      }
      journal.document(DictionaryKind.POLICY, POLICY + "# newer\n");
      journal.configuration(
          Map.of(
              ConfigField.OUTCOME.key(),
              ConfigField.IN_FORCE,
              ConfigField.POLICY_DIGEST.key(),
              HexFormat.of().formatHex(digest(POLICY + "# newer\n"))));
      calls(journal, 50_000);
    }
    return new Vector("sealed by a key that is pinned", journal.directory(), key);
  }

  Vector rotated() throws Exception {
    SigningKey first = newKey();
    SigningKey second = newKey();
    SegmentedJournal journal = open(options("rotated", first));
    try (journal) {
      calls(journal, 10);
      if (!journal.rotateKey(RotatedJournal.copy(second))) {
        throw new IllegalStateException("the key was not taken");
      }
      for (int tries = 0; epochs(journal.directory()) < 2; tries++) {
        if (tries > 500) {
          throw new IllegalStateException("no KEY_ROTATE");
        }
        Thread.sleep(20); // Between two looks at what another thread does.
      }
      calls(journal, 20);
    }
    return new Vector("the key changed; the first one is pinned", journal.directory(), first);
  }

  private static long epochs(Path directory) throws IOException {
    return new JournalVerifier(record -> {}, SealTrust.rootsOnly())
        .verify(JournalFiles.at(directory).get(0))
        .seals()
        .epochs();
  }

  Vector pruned() throws Exception {
    SigningKey key = newKey();
    SigningKey retention = newKey();
    SegmentedJournal journal = open(options("pruned", key));
    try (journal) {
      calls(journal, 10);
      fill(journal, 2);
      calls(journal, 20);
    }
    Path at = journal.directory();
    SealTrust trust =
        new SealTrust(new Signatures(), Set.of(key.publicKey()), Set.of(retention.publicKey()));
    JournalFiles files = JournalFiles.at(at).get(0);
    JournalVerdict verdict = new JournalVerifier(record -> {}, trust).verify(files);
    PrunePlan plan =
        PrunePlan.of(
            files,
            verdict,
            PrunableJournal.endOf(at.resolve("q").resolve(SegmentName.of(2))),
            End.ENDED);
    Pruning.carryOut(plan, verdict, retention, PrunableJournal.NOW, RetentionDisk.real());
    return new Vector(
        "the first two of three segments were pruned", at, List.of(key), List.of(retention));
  }

  Vector erased() throws Exception {
    SegmentedJournal journal = open(options("erased", null));
    try (journal) {
      for (String subject : List.of("hildegard", "bob")) {
        RecordDraft denial = under(TestJournals.denial(journal, 10L + subject.length(), 0));
        denial.subject = subject;
        denial.attributes = new String[] {"patient", subject, "note", "flu"};
        denial.attributeCount = 4;
        journal.append(denial);
      }
      SubjectErasure.Result ignored = new SubjectErasure(root.resolve("erased")).erase("hildegard");
      journal.recordErasures();
    }
    return new Vector("of two data subjects, one was erased", journal.directory());
  }

  Vector tampered() throws Exception {
    Vector sealed = sealed();
    Path segment = sealed.directory().resolve("q").resolve(SegmentName.of(0));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[bytes.length / 2] ^= 1;
    Files.write(segment, bytes);
    return new Vector(
        "one bit of the one that is sealed was changed",
        sealed.directory(),
        sealed.journalKeys(),
        List.of());
  }
}
