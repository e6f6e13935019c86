package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.writ.core.encoding.Sha256;
import io.writ.core.lineage.ConfigField;
import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.RecordDraft;
import io.writ.journal.JournalOptions;
import io.writ.journal.SegmentedJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that promises to have inside what decides, and has not. */
class DocumentsTest {
  private static final String POLICY = "id: shop\nversion: 3\n# \u20ac\n";
  private static final String NEWER = "id: shop\nversion: 4\n".repeat(10_000);
  private static final String TRUST = "runtime: {}\n";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path root;

  @Test
  void documentsBeforeWhatTheyDecide_areGood() throws Exception {
    assertNull(
        badOf(
            journal -> {
              journal.document(DictionaryKind.POLICY, POLICY);
              journal.document(DictionaryKind.TRUST, TRUST);
              decide(journal, POLICY);
              journal.document(DictionaryKind.POLICY, NEWER);
              inForce(journal, NEWER);
              decide(journal, NEWER);
            }));
  }

  @Test
  void decisionUnderAPolicyThatIsNotInside_isNotBelieved() throws Exception {
    String missing =
        "expected the document of policy [" + digest(POLICY) + "] in a DICT record before";
    assertEquals(
        missing,
        badOf(
            journal -> {
              journal.document(DictionaryKind.TRUST, TRUST);
              decide(journal, POLICY);
            }));
    assertEquals(
        missing,
        badOf(
            journal -> {
              journal.document(DictionaryKind.TRUST, TRUST);
              journal.document(DictionaryKind.POLICY, POLICY + "\n");
              decide(journal, POLICY);
            }));
  }

  @Test
  void newerPolicyThatIsNotInside_isNotBelieved() throws Exception {
    assertEquals(
        "expected the document of policy [" + digest(NEWER) + "] in a DICT record before",
        badOf(
            journal -> {
              journal.document(DictionaryKind.POLICY, POLICY);
              journal.document(DictionaryKind.TRUST, TRUST);
              inForce(journal, NEWER);
              decide(journal, NEWER);
            }));
  }

  @Test
  void trustFileThatIsAnotherOrNone_isNotBelieved() throws Exception {
    String missing = "expected the trust file [" + digest(TRUST) + "] in a DICT record before";
    assertEquals(
        missing,
        badOf(
            journal -> {
              journal.document(DictionaryKind.POLICY, POLICY);
              decide(journal, POLICY);
            }));
    assertEquals(
        missing,
        badOf(
            journal -> {
              journal.document(DictionaryKind.POLICY, POLICY);
              journal.document(DictionaryKind.TRUST, "runtime: {id: other}");
              decide(journal, POLICY);
            }));
  }

  private interface Writing {
    void into(SegmentedJournal journal);
  }

  /** What is wrong with a journal that promises its documents, or null. */
  private @Nullable String badOf(Writing writing) throws Exception {
    JournalOptions options =
        JournalOptions.of(root, "0.1.0")
            .under("shop", 3, digest(POLICY), "signed")
            .saying(GenesisField.DOCUMENTS, "inside")
            .saying(GenesisField.TRUST_DIGEST, digest(TRUST));
    Path directory;
    try (SegmentedJournal journal = SegmentedJournal.open(options)) {
      writing.into(journal);
      directory = journal.directory();
    }
    BadRecord bad = new JournalVerifier().verify(JournalFiles.at(directory).get(0)).firstBad();
    return bad == null ? null : bad.what();
  }

  private static void decide(SegmentedJournal journal, String policy) {
    RecordDraft draft = TestJournals.denial(journal, 1, 0);
    draft.policyDigest = Sha256.of(policy.getBytes(StandardCharsets.UTF_8));
    journal.append(draft);
  }

  private static void inForce(SegmentedJournal journal, String policy) {
    journal.configuration(
        Map.of(
            ConfigField.OUTCOME.key(),
            ConfigField.IN_FORCE,
            ConfigField.POLICY_DIGEST.key(),
            digest(policy)));
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
  }
}
