package io.writ.replay;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.DictionaryLayout;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts that the DICT records read so far have defined. A record may use those which its own
 * segment defines; what is defined again must be the same.
 *
 * <p>Sites, actions, principals and rules are kept, since records show them: memory grows with
 * their number, at most with the journal's size. Of links, artifacts and policies only a digest is
 * kept, 32 bytes each.
 */
final class Texts {
  /** A text in parts may not grow beyond this; no artifact or policy comes near. */
  private static final int MAX_TEXT_BYTES = 16 << 20;

  private final Map<Integer, OneKind> kinds = new HashMap<>();

  private final Documents documents;
  private long segment;
  private boolean isPartial;

  Texts(Documents documents) {
    this.documents = documents;
  }

  /** From now on nothing is defined until it is defined again. */
  void begin(long newSegment) {
    segment = newSegment;
  }

  /** The segments before are not there: numbers may begin anywhere. */
  void allowGaps() {
    isPartial = true;
  }

  /** Takes a DICT record. */
  void define(ByteBuffer record) throws Contradiction, MalformedTail {
    TailReader tail = new TailReader(record);
    int kind = tail.u8();
    int flags = tail.u8();
    int part = tail.u16();
    long number = tail.u32();
    byte[] text = tail.bytes(tail.u32());
    tail.requireEnd();
    OneKind of = kinds.computeIfAbsent(kind, code -> new OneKind());
    boolean isAgain = number >= 1 && number <= of.last;
    if (!isAgain && number != of.last + 1 && !(isPartial && number > of.last)) {
      throw new Contradiction(
          "expected number [" + (of.last + 1) + "] of kind [" + kind + "], found [" + number + "]");
    }
    if (part == 0) {
      of.open.reset(); // A writer that failed within a text starts the same number again.
      of.nextPart = 0;
    }
    if (part != of.nextPart || of.open.size() + text.length > MAX_TEXT_BYTES) {
      throw new Contradiction(
          "expected part [" + of.nextPart + "] of a text, found [" + part + "]");
    }
    of.open.writeBytes(text);
    of.nextPart++;
    if ((flags & DictionaryLayout.FLAG_MORE) == 0) {
      define(of, kind, (int) number);
    }
  }

  private void define(OneKind of, int kind, int number) throws Contradiction, MalformedTail {
    byte[] utf8 = of.open.toByteArray();
    String text = TailReader.decode(utf8, DictionaryLayout.TEXT);
    of.open.reset();
    of.nextPart = 0;
    OneText first = of.texts.get(number);
    OneText now = isShown(kind) ? new OneText(text, null) : new OneText(null, digest(utf8));
    if (first == null) {
      of.last = number;
      of.texts.put(number, now);
      first = now;
    } else if (!first.isSame(now)) {
      throw new Contradiction(
          "expected the text that number ["
              + number
              + "] of kind ["
              + kind
              + "] had before, found another");
    }
    first.segment = segment;
    DictionaryKind document = documentOrNull(kind);
    if (document != null) {
      documents.take(document, text);
    }
  }

  /** The text of a number that a record uses; null for 0. */
  @Nullable String require(DictionaryKind kind, int number) throws Contradiction {
    if (number == 0) {
      return null;
    }
    OneKind of = kinds.get(kind.code());
    OneText found = of == null ? null : of.texts.get(number);
    if (found == null || found.segment != segment) {
      throw new Contradiction(
          "expected a "
              + kind
              + " that a DICT record before it in its segment defines, found ["
              + number
              + "]");
    }
    return found.text;
  }

  private static ByteBuffer digest(byte[] utf8) {
    try {
      return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(utf8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  private static @Nullable DictionaryKind documentOrNull(int code) {
    for (DictionaryKind kind : DictionaryKind.values()) {
      if (kind.code() == code) {
        return kind.isDocument() ? kind : null;
      }
    }
    return null;
  }

  private static boolean isShown(int kind) {
    return kind == DictionaryKind.SITE.code()
        || kind == DictionaryKind.ACTION.code()
        || kind == DictionaryKind.PRINCIPAL.code()
        || kind == DictionaryKind.RULE.code();
  }

  private static final class OneKind {
    final Map<Integer, OneText> texts = new HashMap<>();
    final ByteArrayOutputStream open = new ByteArrayOutputStream();
    int last;
    int nextPart;
  }

  /** A text, or the digest of one that nobody is shown. */
  private static final class OneText {
    final @Nullable String text;
    final @Nullable ByteBuffer digest;

    /** The last segment that defines it. */
    long segment;

    OneText(@Nullable String text, @Nullable ByteBuffer digest) {
      this.text = text;
      this.digest = digest;
    }

    boolean isSame(OneText other) {
      return Objects.equals(text, other.text) && Objects.equals(digest, other.digest);
    }
  }
}
