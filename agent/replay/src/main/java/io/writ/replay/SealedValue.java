package io.writ.replay;

/** The value of an attribute, encrypted under the key of a data subject; {@link SubjectKeys}. */
public final class SealedValue {
  final int keyNumber;
  final long executionLow;
  final int index;
  final byte[] name;
  final byte[] sealed;

  SealedValue(int keyNumber, long executionLow, int index, byte[] name, byte[] sealed) {
    this.keyNumber = keyNumber;
    this.executionLow = executionLow;
    this.index = index;
    this.name = name;
    this.sealed = sealed;
  }

  /** The number of the key, which an ERASURE may say is gone. */
  public int keyNumber() {
    return keyNumber;
  }
}
