package io.writ.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
  private static final Signatures SIGNATURES = new Signatures();
  private static final NoteKey LOG = PublishedNotes.key("example.org/log", 1);
  private static final NoteKey WITNESS = PublishedNotes.key("example.org/witness", 2);
  private static final SignedNote NOTE = SignedNote.sign("text\n", LOG, PublishedNotes.signer(1));

  private static String refusal(byte[] note) {
    return String.valueOf(
        assertThrows(NoteRefused.class, () -> SignedNote.parse(note)).getMessage());
  }

  private static String refusal(String note) {
    return refusal(note.getBytes(UTF_8));
  }

  private static String refusal(SignedNote note, Set<NoteKey> pinned) {
    return String.valueOf(
        assertThrows(NoteRefused.class, () -> note.verify(pinned, SIGNATURES)).getMessage());
  }

  @Test
  void publishedNote_isSignedAndVerifiedToTheByte() throws NoteRefused {
    NoteKey peter = NoteKey.parse(PublishedNotes.PETER);
    assertEquals(PublishedNotes.PETER, peter.print());
    assertEquals(0xc74f20a3, peter.keyId());
    SignedNote note =
        SignedNote.sign(PublishedNotes.PETER_TEXT, peter, PublishedNotes.peterSigner());
    byte[] published =
        (PublishedNotes.PETER_TEXT + "\n" + PublishedNotes.PETER_LINE).getBytes(UTF_8);
    assertArrayEquals(published, note.print());
    SignedNote parsed = SignedNote.parse(published);
    assertEquals(note, parsed);
    parsed.verify(Set.of(peter), SIGNATURES);
  }

  @Test
  void blankLinesOfTheText_belongToTheText() throws NoteRefused {
    String note = PublishedNotes.QUASIMODO_TEXT + "\n" + PublishedNotes.QUASIMODO_LINE;
    SignedNote parsed = SignedNote.parse(note.getBytes(UTF_8));
    assertEquals(PublishedNotes.QUASIMODO_TEXT, parsed.unverifiedText());
    assertEquals("quasimodo.example/salvatore", parsed.signatures().get(0).name());
    assertArrayEquals(note.getBytes(UTF_8), parsed.print());
  }

  @Test
  void signaturesOfUnknownKeys_areIgnored_alsoUnderAKnownName() throws NoteRefused {
    NoteKey namesake = PublishedNotes.key(LOG.name(), 3);
    SignedNote note =
        NOTE.with(WITNESS, PublishedNotes.signer(2)).with(namesake, PublishedNotes.signer(3));
    note.verify(Set.of(LOG), SIGNATURES);
    note.verify(Set.of(WITNESS), SIGNATURES);
    note.verify(Set.of(LOG, namesake), SIGNATURES);
    assertEquals(
        "none of [1] pinned keys signed; pin the key that did, if you trust it",
        refusal(NOTE, Set.of(WITNESS)));
    assertEquals(
        "none of [0] pinned keys signed; pin the key that did, if you trust it",
        refusal(NOTE, Set.of()));
  }

  @Test
  void oneWrongSignatureOfAKnownKey_failsTheNote() {
    byte[] wrong = NOTE.signatures().get(0).signature();
    wrong[0] ^= 1;
    NoteSignature line = new NoteSignature(LOG.name(), LOG.keyId(), wrong);
    SignedNote both = new SignedNote("text\n", List.of(NOTE.signatures().get(0), line));
    String refusal = "the signature of [example.org/log] is not its own";
    assertEquals(refusal, refusal(both, Set.of(LOG)));
    NoteSignature cut = new NoteSignature(LOG.name(), LOG.keyId(), Arrays.copyOf(wrong, 63));
    assertEquals(refusal, refusal(new SignedNote("text\n", List.of(cut)), Set.of(LOG)));
    SignedNote moved = new SignedNote("text \n", NOTE.signatures());
    assertEquals(refusal, refusal(moved, Set.of(LOG)));
  }

  @Test
  void malformedNotes_areRefused() {
    String form = "a note is not: text, blank line, signature lines";
    String line = "signature line [1] is not: em dash, name, base64";
    assertEquals(form, refusal(""));
    assertEquals(form, refusal("text\n"));
    assertEquals(form, refusal("text\n\n"));
    assertEquals(form, refusal("\n\u2014 a AAAAAAA=\n"));
    assertEquals(form, refusal("text\n\n\u2014 a AAAAAAA="));
    assertEquals(line, refusal("text\n\n- a AAAAAAA=\n"));
    assertEquals(line, refusal("text\n\n\u2014 AAAAAAA=\n"));
    assertEquals(line, refusal("text\n\n\u2014  AAAAAAA=\n"));
    assertEquals(line, refusal("text\n\n\u2014 a+b AAAAAAA=\n"));
    assertEquals(line, refusal("text\n\n\u2014 a\u00a0b AAAAAAA=\n"));
    assertEquals(line, refusal("text\n\n\u2014a AAAAAAA=\n"));
    assertEquals("signature line [1] is not base64", refusal("text\n\n\u2014 a AAAAAAA= \n"));
    assertEquals(
        "signature line [1] is not canonical base64", refusal("text\n\n\u2014 a AAAAAAA\n"));
    assertEquals(
        "signature line [1] is not canonical base64", refusal("text\n\n\u2014 a AAAAAAB=\n"));
    assertEquals("signature line [1] has no signature", refusal("text\n\n\u2014 a AAAAAA==\n"));
    assertEquals("a note has a control character", refusal("te\txt\n\n\u2014 a AAAAAAA=\n"));
    assertEquals("a note has a control character", refusal("text\r\n\n\u2014 a AAAAAAA=\n"));
    byte[] utf8 = "te?xt\n\n\u2014 a AAAAAAA=\n".getBytes(UTF_8);
    utf8[2] = (byte) 0xFF;
    assertEquals("a note is not UTF-8", refusal(utf8));
  }

  @Test
  void limits_areThoseThatAreStated() throws NoteRefused {
    String line = "\u2014 a AAAAAAA=\n";
    String hundred = "text\n\n" + line.repeat(100);
    assertEquals(100, SignedNote.parse(hundred.getBytes(UTF_8)).signatures().size());
    assertEquals("a note of more than [100] signatures", refusal(hundred + line));
    String end = "\n\n" + line;
    int text = SignedNote.MAX_BYTES - end.getBytes(UTF_8).length;
    SignedNote.parse(("x".repeat(text) + end).getBytes(UTF_8));
    assertEquals(
        "a note of [1048577] bytes, more than [1048576]", refusal("x".repeat(text + 1) + end));
  }

  @Test
  void malformedVkeys_areRefused() {
    List<String> malformed =
        List.of(
            "",
            "PeterNeumann",
            "PeterNeumann+c74f20a3",
            PublishedNotes.PETER.replace("c74f20a3", "c74f20a4"),
            PublishedNotes.PETER.replace("c74f20a3", "C74F20A3"),
            PublishedNotes.PETER.replace("PeterN", "peterN"),
            PublishedNotes.PETER.replace("PeterN", "Peter N"),
            PublishedNotes.PETER.replace("PeterNeumann", ""),
            PublishedNotes.PETER.replace("+ARpc", "+BRpc"),
            PublishedNotes.PETER.replace("10TW", "10Q="),
            PublishedNotes.PETER + "\n");
    for (String vkey : malformed) {
      assertThrows(NoteRefused.class, () -> NoteKey.parse(vkey), vkey);
    }
  }

  @Test
  void keyOfAnotherAlgorithmOrSigner_isRefused() {
    SigningKey es256 = SigningKey.generate(SignatureAlgorithm.ES256, new SecureRandom());
    assertThrows(IllegalArgumentException.class, () -> new NoteKey("a", es256.publicKey()));
    assertThrows(IllegalArgumentException.class, () -> new NoteKey("a b", LOG.key()));
    assertThrows(
        IllegalArgumentException.class, () -> NOTE.with(WITNESS, PublishedNotes.signer(3)));
    assertThrows(
        IllegalArgumentException.class,
        () -> SignedNote.sign("no newline", LOG, PublishedNotes.signer(1)));
  }
}
