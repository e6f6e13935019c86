package io.writ.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.crypto.Signatures;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checkpoints, and the proofs that carry them. */
class CheckpointTest {
  private static final String ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  private static final NoteKey LOG = PublishedNotes.key("example.org/log", 1);

  private static String refusal(String text) {
    return String.valueOf(
        assertThrows(NoteRefused.class, () -> Checkpoint.parse(text)).getMessage());
  }

  @Test
  void exampleOfTheSpecification_isReadAndPrinted() throws NoteRefused {
    String note = PublishedNotes.SOFA_TEXT + "\n" + PublishedNotes.SOFA_LINE;
    SignedNote parsed = SignedNote.parse(note.getBytes(UTF_8));
    Checkpoint checkpoint = Checkpoint.parse(parsed.unverifiedText());
    assertEquals("example.com/behind-the-sofa", checkpoint.origin());
    assertEquals(20_852_163, checkpoint.size());
    assertArrayEquals(Base64.getDecoder().decode(ROOT), checkpoint.rootHash());
    assertEquals(List.of(), checkpoint.extensions());
    assertEquals(parsed.unverifiedText(), checkpoint.print());
  }

  @Test
  void extensionLines_areKept() throws NoteRefused {
    String text = "log\n1\n" + ROOT + "\none\ntwo\n";
    assertEquals(List.of("one", "two"), Checkpoint.parse(text).extensions());
    assertEquals(text, Checkpoint.parse(text).print());
  }

  @Test
  void malformedCheckpoints_areRefused() {
    String size = "the size of a checkpoint is not a decimal number in its one spelling";
    String line = "a checkpoint has an empty line, or a control character";
    assertEquals("a checkpoint does not end in a newline", refusal("log\n1\n" + ROOT));
    assertEquals("a checkpoint of [2] lines, fewer than 3", refusal("log\n1\n"));
    assertEquals(line, refusal("\n1\n" + ROOT + "\n"));
    assertEquals(line, refusal("log\n1\n" + ROOT + "\n\n"));
    assertEquals(line, refusal("lo\tg\n1\n" + ROOT + "\n"));
    for (String wrong : List.of("01", "+1", "-1", "1 ", " 1", "0x1", "1e3", "\u0661", "00")) {
      assertEquals(size, refusal("log\n" + wrong + "\n" + ROOT + "\n"), wrong);
    }
    String large = "the size of a checkpoint is larger than 2^62";
    assertEquals(large, refusal("log\n4611686018427387905\n" + ROOT + "\n"));
    assertEquals(large, refusal("log\n9999999999999999999\n" + ROOT + "\n"));
    assertEquals(large, refusal("log\n18446744073709551616\n" + ROOT + "\n"));
    assertEquals(
        "the root of a checkpoint has [31] bytes, not 32",
        refusal("log\n1\n" + Base64.getEncoder().encodeToString(new byte[31]) + "\n"));
    assertEquals(
        "the root of a checkpoint is not canonical base64",
        refusal("log\n1\n" + ROOT.replace("2I=", "2J=") + "\n"));
    assertEquals(
        "a checkpoint of no leaves has a root that has some", refusal("log\n0\n" + ROOT + "\n"));
  }

  @Test
  void largestAndEmptyTree_areRead() throws NoteRefused {
    assertEquals(1L << 62, Checkpoint.parse("log\n4611686018427387904\n" + ROOT + "\n").size());
    Checkpoint empty = new Checkpoint("log", 0, MerkleHash.emptyRoot(), List.of());
    assertEquals(empty, Checkpoint.parse(empty.print()));
  }

  @Test
  void impossibleCheckpoint_isTheCallersMistake() {
    byte[] root = new byte[32];
    assertThrows(IllegalArgumentException.class, () -> new Checkpoint("log", -1, root, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Checkpoint("log", 0, root, List.of()));
    assertThrows(IllegalArgumentException.class, () -> new Checkpoint("", 1, root, List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new Checkpoint("log", 1, root, List.of("a\nb")));
    assertThrows(
        IllegalArgumentException.class, () -> new Checkpoint("log", 1, new byte[31], List.of()));
  }

  private static SignedNote signed(int size) {
    Checkpoint checkpoint =
        new Checkpoint("example.org/log", size, NaiveTree.of(size).root(size), List.of());
    return SignedNote.sign(checkpoint.print(), LOG, PublishedNotes.signer(1));
  }

  @Test
  void proof_isVerifiedOffline_andPrintedAsItWasRead() throws NoteRefused, IOException {
    for (byte[] extra : new byte[][] {new byte[0], {1, 2, 3}}) {
      List<byte[]> hashes = MerkleProofs.inclusion(NaiveTree.of(100), 77, 100);
      TlogProof proof = new TlogProof(extra.length == 0 ? null : extra, 77, hashes, signed(100));
      TlogProof parsed = TlogProof.parse(proof.print());
      assertArrayEquals(proof.print(), parsed.print());
      assertEquals(77, parsed.index());
      Signatures signatures = new Signatures();
      byte[] leaf = NaiveTree.leafHash(77);
      parsed.verify(leaf, "example.org/log", Set.of(LOG), signatures);
      assertRefused(
          "the entry is not at [77] of [100] leaves of [example.org/log]",
          parsed,
          NaiveTree.leafHash(78),
          "example.org/log",
          LOG);
      assertRefused(
          "a proof is of another log than [example.org/log2]",
          parsed,
          leaf,
          "example.org/log2",
          LOG);
      assertRefused(
          "none of [1] pinned keys signed; pin the key that did, if you trust it",
          parsed,
          leaf,
          "example.org/log",
          PublishedNotes.key("example.org/log", 2));
    }
  }

  private static void assertRefused(
      String message, TlogProof proof, byte[] leaf, String origin, NoteKey key) {
    NoteRefused refused =
        assertThrows(
            NoteRefused.class, () -> proof.verify(leaf, origin, Set.of(key), new Signatures()));
    assertEquals(message, refused.getMessage());
  }

  @Test
  void malformedProofs_areRefused() throws IOException {
    String whole =
        new String(
            new TlogProof(null, 1, MerkleProofs.inclusion(NaiveTree.of(3), 1, 3), signed(3))
                .print(),
            UTF_8);
    String hash = whole.split("\n", -1)[2];
    String version = "a proof does not begin with its version";
    assertEquals(version, refusalOfProof(whole.replace("@v1", "@v2")));
    assertEquals(version, refusalOfProof(" " + whole));
    assertEquals("a proof has no index", refusalOfProof(whole.replace("index 1", "indes 1")));
    assertEquals(
        "the index of a proof is not a decimal number in its one spelling",
        refusalOfProof(whole.replace("index 1", "index 01")));
    assertEquals(
        "the extra of a proof is empty",
        refusalOfProof(whole.replace("index 1", "extra \nindex 1")));
    assertEquals(
        "hash [0] of a proof is not base64", refusalOfProof(whole.replace(hash, hash + " ")));
    assertEquals(
        "hash [0] of a proof has [3] bytes, not 32", refusalOfProof(whole.replace(hash, "AAAA")));
    assertEquals(
        "a proof of [66] hashes",
        refusalOfProof(whole.replace(hash, (hash + "\n").repeat(65).strip())));
    assertEquals(
        "a proof has no empty line before its checkpoint",
        refusalOfProof("c2sp.org/tlog-proof@v1\nindex 1\n"));
    assertEquals(
        "a proof is not ASCII before its checkpoint",
        refusalOfProof(whole.replace("index", "\u0131ndex")));
    assertEquals("a proof of [1048577] bytes", refusalOfProof("x".repeat(1_048_577)));
    assertEquals(
        "a note is not: text, blank line, signature lines",
        refusalOfProof(whole.substring(0, whole.indexOf("\n\n") + 2)));
  }

  private static String refusalOfProof(String proof) {
    return String.valueOf(
        assertThrows(NoteRefused.class, () -> TlogProof.parse(proof.getBytes(UTF_8))).getMessage());
  }
}
