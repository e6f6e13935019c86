package io.writ.replay;

import io.writ.core.lineage.AttributesLayout;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import java.util.ArrayList;
import java.util.List;

/** Reads the attributes of one DECISION or OUTCOME: all in clear, or all under one key. */
final class AttributeReader {
  private final TailReader tail;
  private final long executionLow;
  private int key;

  AttributeReader(TailReader tail, long executionLow) {
    this.tail = tail;
    this.executionLow = executionLow;
  }

  /** The key that values are under, once they were read; 0 for none. */
  int keyNumber() {
    return key;
  }

  /** Reads to the end of the record. */
  List<Attribute> read(int pairs) throws MalformedTail, Contradiction {
    List<Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      int flags = tail.u16();
      int nameLength = tail.u16();
      int valueLength = tail.u16();
      if (i == 0 && flags == AttributesLayout.SUBJECT) {
        subject(nameLength, valueLength);
      } else {
        attributes.add(attribute(i, flags, nameLength, valueLength));
      }
    }
    tail.requireEnd();
    return attributes;
  }

  private void subject(int nameLength, int valueLength) throws MalformedTail, Contradiction {
    if (nameLength != 0 || valueLength != Integer.BYTES) {
      throw new Contradiction("expected a subject's key as a number without a name");
    }
    key = (int) tail.u32();
    if (key <= 0) {
      throw new Contradiction("expected the number of a key, found [" + key + "]");
    }
  }

  private Attribute attribute(int index, int flags, int nameLength, int valueLength)
      throws MalformedTail, Contradiction {
    boolean isSealed = (flags & AttributesLayout.VALUE_SEALED) != 0;
    if (isSealed != (key != 0) || (flags & AttributesLayout.SUBJECT) != 0) {
      throw new Contradiction("expected all values under the subject's key, or none");
    }
    boolean isNull = (flags & AttributesLayout.VALUE_NULL) != 0;
    boolean isCut = (flags & (AttributesLayout.NAME_CUT | AttributesLayout.VALUE_CUT)) != 0;
    if (!isSealed) {
      String name = tail.text(nameLength);
      String value = tail.text(valueLength);
      return new Attribute(name, isNull ? null : value, isCut);
    }
    byte[] name = tail.bytes(nameLength);
    SealedValue sealed = new SealedValue(key, executionLow, index, name, tail.bytes(valueLength));
    String text = TailReader.decode(name, RecordLayout.TAIL);
    return new Attribute(text, null, isCut, isNull ? null : sealed);
  }
}
