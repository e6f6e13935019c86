package io.writ.journal;

/** The slice of a dictionary text that one DICT record carries. */
final class DictionaryPart {
  /** Fits one record with room to spare; readers do not rely on it. */
  static final int MAX_PART_BYTES = 60_000;

  /** All of the text, UTF-8. */
  final byte[] text;

  /** 0 for the first slice. */
  final int index;

  final int fromByte;
  final int lengthBytes;

  private DictionaryPart(byte[] text, int index, int fromByte) {
    this.text = text;
    this.index = index;
    this.fromByte = fromByte;
    this.lengthBytes = Math.min(text.length - fromByte, MAX_PART_BYTES);
  }

  static DictionaryPart first(byte[] text) {
    return new DictionaryPart(text, 0, 0);
  }

  boolean isLast() {
    return fromByte + lengthBytes == text.length;
  }

  DictionaryPart next() {
    return new DictionaryPart(text, index + 1, fromByte + lengthBytes);
  }
}
