package io.writ.replay;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts that the DICT records read so far have defined.
 *
 * <p>Sites, actions, principals and rules are kept, since records show them: memory grows with
 * their number, at most with the journal's size. Links, artifacts and policies are checked and
 * counted only.
 */
final class Texts {
  /** A text in parts may not grow beyond this; no artifact or policy comes near. */
  private static final int MAX_TEXT_BYTES = 16 << 20;

  private final Map<Integer, OneKind> kinds = new HashMap<>();

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
    if (number != of.last + 1) {
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
    if ((flags & RecordLayout.DICT_MORE) == 0) {
      of.last++;
      String whole = TailReader.decode(of.open.toByteArray(), RecordLayout.DICT_TEXT);
      if (isShown(kind)) {
        of.texts.put(of.last, whole);
      }
      of.open.reset();
      of.nextPart = 0;
    }
  }

  /** The text of a number that a record uses; null for 0. */
  @Nullable String require(DictionaryKind kind, int number) throws Contradiction {
    if (number == 0) {
      return null;
    }
    OneKind of = kinds.get(kind.code());
    String text = of == null ? null : of.texts.get(number);
    if (text == null) {
      throw new Contradiction(
          "expected a " + kind + " that a DICT record before it defines, found [" + number + "]");
    }
    return text;
  }

  private static boolean isShown(int kind) {
    return kind == DictionaryKind.SITE.code()
        || kind == DictionaryKind.ACTION.code()
        || kind == DictionaryKind.PRINCIPAL.code()
        || kind == DictionaryKind.RULE.code();
  }

  private static final class OneKind {
    final Map<Integer, String> texts = new HashMap<>();
    final ByteArrayOutputStream open = new ByteArrayOutputStream();
    int last;
    int nextPart;
  }
}
