package io.writ.tlog;

import io.writ.core.jws.SignatureVerifier;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proof in one file that an entry is in a log (C2SP tlog-proof v1): its index, the hashes beside
 * the way to the root, and the signed checkpoint with that root.
 */
public final class TlogProof {
  private static final String VERSION = "c2sp.org/tlog-proof@v1";
  private static final String EXTRA = "extra ";
  private static final String INDEX = "index ";

  private final byte @Nullable [] extra;
  private final long index;
  private final List<byte[]> hashes;
  private final SignedNote checkpoint;

  /**
   * @param extra what the application adds, authenticated by nobody; null when nothing
   * @param index of the entry
   * @param hashes 32 bytes each, the lowest first
   */
  public TlogProof(
      byte @Nullable [] extra, long index, List<byte[]> hashes, SignedNote checkpoint) {
    if (index < 0
        || hashes.size() > MerkleProofs.MAX_HASHES
        || (extra != null && extra.length == 0)) {
      throw new IllegalArgumentException("no proof of index [" + index + "]");
    }
    this.extra = extra == null ? null : extra.clone();
    this.index = index;
    this.hashes = copy(hashes);
    this.checkpoint = checkpoint;
  }

  private static List<byte[]> copy(List<byte[]> hashes) {
    List<byte[]> copy = new ArrayList<>();
    for (byte[] hash : hashes) {
      MerkleHash.checkLength(hash);
      copy.add(hash.clone());
    }
    return List.copyOf(copy);
  }

  /**
   * The proof that the bytes spell. {@link #print} gives the same bytes again.
   *
   * @throws NoteRefused when they spell none, or more than the limits of a note
   */
  public static TlogProof parse(byte[] utf8) throws NoteRefused {
    if (utf8.length > SignedNote.MAX_BYTES) {
      throw new NoteRefused("a proof of [" + utf8.length + "] bytes");
    }
    int end = endOfHead(utf8);
    List<String> lines = List.of(decodeHead(utf8, end).split("\n", -1));
    if (!lines.get(0).equals(VERSION)) {
      throw new NoteRefused("a proof does not begin with its version");
    }
    int at = 1;
    byte[] extra = null;
    if (at < lines.size() && lines.get(at).startsWith(EXTRA)) {
      extra = Base64Text.decode(lines.get(at).substring(EXTRA.length()), "the extra of a proof");
      if (extra.length == 0) {
        throw new NoteRefused("the extra of a proof is empty");
      }
      at++;
    }
    if (at >= lines.size() || !lines.get(at).startsWith(INDEX)) {
      throw new NoteRefused("a proof has no index");
    }
    long index = Decimal.decode(lines.get(at).substring(INDEX.length()), "the index of a proof");
    List<byte[]> hashes = new ArrayList<>();
    for (String line : lines.subList(at + 1, lines.size())) {
      hashes.add(Base64Text.decodeHash(line, "hash [" + hashes.size() + "] of a proof"));
    }
    if (hashes.size() > MerkleProofs.MAX_HASHES) {
      throw new NoteRefused("a proof of [" + hashes.size() + "] hashes");
    }
    byte[] note = Arrays.copyOfRange(utf8, end + 2, utf8.length);
    return new TlogProof(extra, index, hashes, SignedNote.parse(note));
  }

  /** Where the first empty line follows. */
  private static int endOfHead(byte[] utf8) throws NoteRefused {
    for (int i = 0; i + 1 < utf8.length; i++) {
      if (utf8[i] == '\n' && utf8[i + 1] == '\n') {
        return i;
      }
    }
    throw new NoteRefused("a proof has no empty line before its checkpoint");
  }

  private static String decodeHead(byte[] utf8, int end) throws NoteRefused {
    try {
      return StandardCharsets.US_ASCII
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8, 0, end))
          .toString();
    } catch (CharacterCodingException e) {
      throw new NoteRefused("a proof is not ASCII before its checkpoint");
    }
  }

  /** The proof as UTF-8. */
  public byte[] print() {
    StringBuilder out = new StringBuilder(VERSION).append('\n');
    if (extra != null) {
      out.append(EXTRA).append(Base64Text.encode(extra)).append('\n');
    }
    out.append(INDEX).append(index).append('\n');
    for (byte[] hash : hashes) {
      out.append(Base64Text.encode(hash)).append('\n');
    }
    out.append('\n').append(new String(checkpoint.print(), StandardCharsets.UTF_8));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Verifies the whole chain: a pinned key signed a checkpoint of this log, and the leaf is in its
   * tree at the index of this proof.
   *
   * @param origin of the log; a key may sign for others too
   * @throws NoteRefused when any of it is not so
   */
  public void verify(
      byte[] leafHash, String origin, Set<NoteKey> pinned, SignatureVerifier verifier)
      throws NoteRefused {
    checkpoint.verify(pinned, verifier);
    Checkpoint signed = Checkpoint.parse(checkpoint.unverifiedText());
    if (!signed.origin().equals(origin)) {
      throw new NoteRefused("a proof is of another log than [" + origin + "]");
    }
    if (!MerkleProofs.isIncluded(leafHash, index, signed.size(), hashes, signed.rootHash())) {
      throw new NoteRefused(
          "the entry is not at ["
              + index
              + "] of ["
              + signed.size()
              + "] leaves of ["
              + origin
              + "]");
    }
  }

  /** The unauthenticated addition, a copy, or null. */
  public byte @Nullable [] extra() {
    return extra == null ? null : extra.clone();
  }

  /** Of the entry. */
  public long index() {
    return index;
  }

  /** The hashes, copied. */
  public List<byte[]> hashes() {
    return copy(hashes);
  }

  /** The checkpoint, unverified. */
  public SignedNote checkpoint() {
    return checkpoint;
  }
}
