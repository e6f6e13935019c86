package io.writ.journal;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.DictionaryLayout;
import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.RecordLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A text and the number that stands for it; kept for as long as a record may use the number. */
final class Definition {
  private static final int PART_OVERHEAD_BYTES =
      ExcerptHeader.BYTES + DictionaryLayout.TEXT + RecordLayout.ALIGNMENT;

  final DictionaryKind kind;
  final int number;

  /** UTF-8. */
  final byte[] text;

  /** Of an artifact: its digest, by which records name it. */
  final byte @Nullable [] digest;

  /** Of an artifact: the links that its text names. */
  final List<Definition> links;

  /** The segment in which it was last written, -1 before; guarded by the append lock. */
  long definedIn = -1;

  /** Whether the dictionary may still give the number out. */
  volatile boolean isRemembered = true;

  Definition(DictionaryKind kind, int number, byte[] text) {
    this(kind, number, text, null, List.of());
  }

  Definition(
      DictionaryKind kind,
      int number,
      byte[] text,
      byte @Nullable [] digest,
      List<Definition> links) {
    this.kind = kind;
    this.number = number;
    this.text = text;
    this.digest = digest;
    this.links = List.copyOf(links);
  }

  /** At most as many bytes as its DICT records and their headers take. */
  long framedBytes() {
    long parts = 1L + text.length / DictionaryPart.MAX_PART_BYTES;
    return text.length + parts * PART_OVERHEAD_BYTES;
  }
}
