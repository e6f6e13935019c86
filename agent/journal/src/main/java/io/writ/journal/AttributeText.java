package io.writ.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.writ.core.lineage.AttributesLayout;
import org.jspecify.annotations.Nullable;

/** One attribute name or value as it is written: cut between characters at the limit. */
final class AttributeText {
  /** The whole text. */
  final byte[] utf8;

  /** How much of it is written. */
  final int lengthBytes;

  private AttributeText(byte[] utf8, int lengthBytes) {
    this.utf8 = utf8;
    this.lengthBytes = lengthBytes;
  }

  static AttributeText of(@Nullable String text) {
    byte[] utf8 = (text == null ? "" : text).getBytes(UTF_8);
    int length = Math.min(utf8.length, AttributesLayout.LIMIT_BYTES);
    while (length < utf8.length && (utf8[length] & 0xC0) == 0x80) {
      length--;
    }
    return new AttributeText(utf8, length);
  }

  boolean isCut() {
    return lengthBytes < utf8.length;
  }
}
