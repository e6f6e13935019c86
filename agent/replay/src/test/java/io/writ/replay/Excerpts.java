package io.writ.replay;

import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** One segment's bytes, taken apart at its excerpts. */
final class Excerpts {
  private final List<Piece> pieces;
  private final byte[] rest;

  /**
   * A segment of these.
   *
   * @param pieces records and the queue's own excerpts, in the order of the file
   * @param rest what follows the last one: a mark, zeros, or nothing
   */
  Excerpts(List<Piece> pieces, byte[] rest) {
    this.pieces = List.copyOf(pieces);
    this.rest = rest.clone();
  }

  List<Piece> pieces() {
    return pieces;
  }

  byte[] rest() {
    return rest.clone();
  }

  /** One excerpt with its header, and the padding to the next one. */
  static final class Piece {
    private final int at;
    private final byte[] bytes;
    private final boolean isMetadata;

    private Piece(int at, byte[] bytes, boolean isMetadata) {
      this.at = at;
      this.bytes = bytes;
      this.isMetadata = isMetadata;
    }

    /** A record of its own, in front of it the header that commits it. */
    static Piece of(ByteBuffer record) {
      byte[] bytes = new byte[ExcerptHeader.BYTES + record.capacity()];
      ByteBuffer.wrap(bytes)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putInt(record.capacity())
          .put(record.duplicate().clear());
      return new Piece(0, bytes, false);
    }

    /** Where its header was. */
    int at() {
      return at;
    }

    int lengthBytes() {
      return bytes.length;
    }

    boolean isMetadata() {
      return isMetadata;
    }

    /** The record, little-endian; a change of it changes the bytes. */
    ByteBuffer record() {
      int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
      return ByteBuffer.wrap(bytes, ExcerptHeader.BYTES, ExcerptHeader.lengthBytes(header))
          .slice()
          .order(ByteOrder.LITTLE_ENDIAN);
    }

    boolean isOf(RecordType type) {
      return !isMetadata && record().get(RecordLayout.TYPE) == type.code();
    }

    String chainHex() {
      byte[] chain = new byte[RecordLayout.DIGEST_BYTES];
      record().get(RecordLayout.CHAIN, chain);
      return HexFormat.of().formatHex(chain);
    }

    Piece copy() {
      return new Piece(at, bytes.clone(), isMetadata);
    }

    int end() {
      return at + bytes.length;
    }
  }

  static Excerpts of(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Piece> pieces = new ArrayList<>();
    int at = 0;
    while (at + ExcerptHeader.BYTES <= file.length && ExcerptHeader.isComplete(bytes.getInt(at))) {
      int header = bytes.getInt(at);
      int end = at + ExcerptHeader.BYTES + ExcerptHeader.lengthBytes(header);
      int next = (int) Math.min(file.length, ExcerptHeader.align(end));
      pieces.add(
          new Piece(at, Arrays.copyOfRange(file, at, next), ExcerptHeader.isMetadata(header)));
      at = next;
    }
    return new Excerpts(pieces, Arrays.copyOfRange(file, at, file.length));
  }

  /** The records alone. */
  List<Piece> records() {
    return pieces.stream().filter(piece -> !piece.isMetadata()).toList();
  }

  /** Where the last excerpt ends. */
  int end() {
    return pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).end();
  }

  /** Whether this byte is the queue's own: in the header or the body of such an excerpt. */
  boolean isMetadata(int at) {
    return pieces.stream().anyMatch(p -> p.isMetadata() && p.at() <= at && at < p.end());
  }

  byte[] print() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pieces.forEach(piece -> out.writeBytes(piece.bytes));
    out.writeBytes(rest);
    return out.toByteArray();
  }
}
