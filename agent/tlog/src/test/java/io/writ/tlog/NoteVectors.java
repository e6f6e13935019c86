package io.writ.tlog;

import static io.writ.tlog.TlogVectors.test;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.writ.core.encoding.JsonValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Notes, checkpoints and proofs, with what a verifier has to say to each. */
final class NoteVectors {
  private static final NoteKey LOG = PublishedNotes.key("example.org/log", 1);
  private static final NoteKey WITNESS = PublishedNotes.key("example.org/witness", 2);
  private static final NoteKey NAMESAKE = PublishedNotes.key("example.org/log", 3);
  private static final String HASH = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

  private NoteVectors() {}

  private static JsonValue note(String comment, String note, String result, String... vkeys) {
    return test("comment", comment, "vkeys", List.of(vkeys), "note", note, "result", result);
  }

  private static String text(SignedNote note) {
    return new String(note.print(), UTF_8);
  }

  /** {@code malformed}: no note; {@code refused}: none of these keys vouches for it. */
  static List<JsonValue> notes() {
    String peter = PublishedNotes.PETER_TEXT + "\n" + PublishedNotes.PETER_LINE;
    String poem = PublishedNotes.QUASIMODO_TEXT + "\n" + PublishedNotes.QUASIMODO_LINE;
    SignedNote one = SignedNote.sign("text\n", LOG, PublishedNotes.signer(1));
    String three =
        text(one.with(WITNESS, PublishedNotes.signer(2)).with(NAMESAKE, PublishedNotes.signer(3)));
    String log = LOG.print();
    String line = "\u2014 a AAAAAAA=\n";
    String wrong = text(one).replace("text\n\n", "texT\n\n");
    String empty = text(one).replace("text\n", "");
    List<JsonValue> tests = new ArrayList<>();
    tests.add(note("sumdb/note's example", peter, "valid", PublishedNotes.PETER));
    tests.add(note("signed-note's example, key not published", poem, "refused"));
    tests.add(note("unknown keys beside", three, "valid", log));
    tests.add(note("a name that two keys have", three, "valid", NAMESAKE.print()));
    tests.add(note("all three known", three, "valid", log, WITNESS.print(), NAMESAKE.print()));
    tests.add(note("another key of the same name", text(one), "refused", NAMESAKE.print()));
    tests.add(note("no key", text(one), "refused"));
    tests.add(note("another text", wrong, "refused", log));
    tests.add(note("a wrong one beside a right one", both(one), "refused", log));
    tests.add(note("no text before the blank line", empty, "malformed", log));
    tests.add(note("no signature", "text\n\n", "malformed", log));
    tests.add(note("no newline at the end", text(one).strip(), "malformed", log));
    tests.add(note("a tab", "te\txt\n\n" + line, "malformed", log));
    tests.add(note("a hyphen", "text\n\n-" + line.substring(1), "malformed", log));
    tests.add(note("plus in a name", "text\n\n" + line.replace("a", "a+"), "malformed", log));
    tests.add(
        note("space in a name", "text\n\n" + line.replace("a", "a\u2003b"), "malformed", log));
    tests.add(note("no padding", "text\n\n" + line.replace("=", ""), "malformed", log));
    tests.add(note("unused bits", "text\n\n" + line.replace("A=", "B="), "malformed", log));
    tests.add(note("101 signatures", "text\n\n" + line.repeat(101), "malformed", log));
    tests.add(note("100 signatures, none known", "text\n\n" + line.repeat(100), "refused", log));
    return tests;
  }

  private static String both(SignedNote one) {
    byte[] wrong = one.signatures().get(0).signature();
    wrong[0] ^= 1;
    NoteSignature line = new NoteSignature(LOG.name(), LOG.keyId(), wrong);
    return text(new SignedNote("text\n", List.of(one.signatures().get(0), line)));
  }

  static List<JsonValue> checkpoints() {
    String empty = new Checkpoint("log", 0, MerkleHash.emptyRoot(), List.of()).print();
    List<JsonValue> tests = new ArrayList<>();
    tests.add(checkpoint(PublishedNotes.SOFA_TEXT, "valid"));
    tests.add(checkpoint(empty, "valid"));
    tests.add(checkpoint("log\n1\n" + HASH + "\nextension\nanother\n", "valid"));
    tests.add(checkpoint("log\n4611686018427387904\n" + HASH + "\n", "valid"));
    tests.add(checkpoint("log\n4611686018427387905\n" + HASH + "\n", "malformed"));
    for (String size : List.of("", "01", "00", "+1", "-1", " 1", "1 ", "1.0", "0x1", "\u0661")) {
      tests.add(checkpoint("log\n" + size + "\n" + HASH + "\n", "malformed"));
    }
    tests.add(checkpoint("log\n0\n" + HASH + "\n", "malformed"));
    tests.add(checkpoint("log\n1\n" + HASH, "malformed"));
    tests.add(checkpoint("log\n1\n", "malformed"));
    tests.add(checkpoint("\n1\n" + HASH + "\n", "malformed"));
    tests.add(checkpoint("log\n1\n" + HASH + "\n\n", "malformed"));
    tests.add(checkpoint("log\n1\n" + HASH.replace("=", "") + "\n", "malformed"));
    tests.add(checkpoint("log\n1\n" + HASH.replace("2I=", "2J=") + "\n", "malformed"));
    tests.add(checkpoint("log\n1\nAAAA\n", "malformed"));
    return tests;
  }

  private static JsonValue checkpoint(String text, String result) {
    return test("text", text, "result", result);
  }

  /** Of entry 77 of the 100 of {@code proofs.json}, and that proof with one place changed. */
  static List<JsonValue> proofs() throws IOException {
    NaiveTree tree = NaiveTree.of(100);
    Checkpoint checkpoint = new Checkpoint("example.org/log", 100, tree.root(100), List.of());
    SignedNote note = SignedNote.sign(checkpoint.print(), LOG, PublishedNotes.signer(1));
    List<byte[]> hashes = MerkleProofs.inclusion(tree, 77, 100);
    String proof = new String(new TlogProof(null, 77, hashes, note).print(), UTF_8);
    String extra = new String(new TlogProof(new byte[] {1, 2}, 77, hashes, note).print(), UTF_8);
    String hash = proof.split("\n", -1)[2];
    List<JsonValue> tests = new ArrayList<>();
    tests.add(proof("as it should be", proof, "valid"));
    tests.add(proof("with extra data", extra, "valid"));
    tests.add(proof("another index", proof.replace("index 77", "index 76"), "refused"));
    tests.add(proof("an index beyond", proof.replace("index 77", "index 100"), "refused"));
    tests.add(proof("a hash is missing", proof.replace(hash + "\n", ""), "refused"));
    tests.add(proof("a hash twice", proof.replace(hash, hash + "\n" + hash), "refused"));
    tests.add(proof("another hash", proof.replace(hash, HASH), "refused"));
    tests.add(proof("another size", proof.replace("\n100\n", "\n101\n"), "refused"));
    tests.add(proof("another version", proof.replace("@v1", "@v2"), "malformed"));
    tests.add(proof("leading zero", proof.replace("index 77", "index 077"), "malformed"));
    tests.add(proof("empty extra", proof.replace("index", "extra \nindex"), "malformed"));
    tests.add(proof("half a hash", proof.replace(hash, "AAAA"), "malformed"));
    tests.add(proof("no checkpoint", proof.substring(0, proof.indexOf("\n\n") + 2), "malformed"));
    return tests;
  }

  private static JsonValue proof(String comment, String proof, String result) {
    return test(
        "comment",
        comment,
        "vkey",
        LOG.print(),
        "origin",
        "example.org/log",
        "entry",
        HexFormat.of().formatHex(NaiveTree.entry(77)),
        "proof",
        proof,
        "result",
        result);
  }
}
