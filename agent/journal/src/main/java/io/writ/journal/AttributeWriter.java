package io.writ.journal;

import io.writ.core.lineage.AttributeCipher;
import io.writ.core.lineage.AttributesLayout;
import io.writ.core.lineage.RecordLayout;
import io.writ.journal.secret.SubjectKey;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the attributes of one record, in clear or under the key of a data subject. */
final class AttributeWriter {
  private static final byte[] NO_NAME = new byte[0];

  private final Scratch to;
  private final int from;
  private final long executionLow;
  private final @Nullable SubjectKey subject;
  private int at;
  private int pairs;

  /**
   * @param from the byte of the record where its attributes begin
   */
  AttributeWriter(Scratch to, int from, long executionLow, @Nullable SubjectKey subject) {
    this.to = to;
    this.from = from;
    this.at = from + AttributesLayout.FIRST;
    this.executionLow = executionLow;
    this.subject = subject;
  }

  /** Writes as many pairs as one record holds and says how many it left out; returns the end. */
  int write(@Nullable String[] attributes, int count) {
    if (subject != null) {
      byte[] number = new byte[Integer.BYTES];
      RecordEncoder.putInt(number, 0, subject.number());
      put(AttributesLayout.SUBJECT, NO_NAME, 0, number, number.length);
    }
    int written = 0;
    for (int i = 0; i + 1 < count; i += 2) {
      AttributeText name = AttributeText.of(attributes[i]);
      AttributeText value = AttributeText.of(attributes[i + 1]);
      int sealing = subject == null ? 0 : AttributeCipher.TAG_BYTES;
      int next = at + AttributesLayout.NAME + name.lengthBytes + value.lengthBytes + sealing;
      if (next + RecordLayout.ALIGNMENT > RecordLayout.MAX_RECORD_BYTES) {
        break;
      }
      int flags = name.isCut() ? AttributesLayout.NAME_CUT : 0;
      flags |= value.isCut() ? AttributesLayout.VALUE_CUT : 0;
      flags |= attributes[i + 1] == null ? AttributesLayout.VALUE_NULL : 0;
      put(flags, name, value);
      written++;
    }
    RecordEncoder.putU16(to.bytes, from + AttributesLayout.PAIRS, pairs);
    int omitted = Math.min(0xFFFF, count / 2 - written);
    RecordEncoder.putU16(to.bytes, from + AttributesLayout.OMITTED, omitted);
    return at;
  }

  private void put(int flags, AttributeText name, AttributeText value) {
    SubjectKey key = subject;
    if (key == null) {
      put(flags, name.utf8, name.lengthBytes, value.utf8, value.lengthBytes);
      return;
    }
    byte[] sealed =
        key.seal(
            executionLow,
            pairs,
            Arrays.copyOf(name.utf8, name.lengthBytes),
            Arrays.copyOf(value.utf8, value.lengthBytes));
    put(flags | AttributesLayout.VALUE_SEALED, name.utf8, name.lengthBytes, sealed, sealed.length);
  }

  private void put(int flags, byte[] name, int nameBytes, byte[] value, int valueBytes) {
    int next = at + AttributesLayout.NAME + nameBytes + valueBytes;
    to.ensureCapacity(next);
    RecordEncoder.putU16(to.bytes, at + AttributesLayout.FLAGS, flags);
    RecordEncoder.putU16(to.bytes, at + AttributesLayout.NAME_LENGTH, nameBytes);
    RecordEncoder.putU16(to.bytes, at + AttributesLayout.VALUE_LENGTH, valueBytes);
    System.arraycopy(name, 0, to.bytes, at + AttributesLayout.NAME, nameBytes);
    System.arraycopy(value, 0, to.bytes, at + AttributesLayout.NAME + nameBytes, valueBytes);
    at = next;
    pairs++;
  }
}
