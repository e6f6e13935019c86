package io.writ.core.lineage;

/**
 * Where each field of a journal record's fixed head is: byte offsets and sizes. Little-endian
 * throughout. Shared by the writer and the verifier so that they cannot drift apart; the bit
 * diagram and an example are in {@code docs/spec/journal.md}. Each type's tail has a layout of its
 * own.
 */
public final class RecordLayout {
  /** The bytes {@code W R I T}, read as a little-endian u32. */
  public static final int MAGIC_VALUE = 0x54495257;

  /** The only minor version so far. */
  public static final int MINOR_VALUE = 0;

  public static final int MAGIC = 0;
  public static final int TYPE = 4;
  public static final int MINOR = 5;
  public static final int FLAGS = 6;

  /** u32: head, tail and padding; a multiple of {@link #ALIGNMENT}. */
  public static final int LENGTH = 8;

  /** CRC32C over the whole record with these four bytes zero. */
  public static final int CRC = 12;

  /** u64, gapless from 0 in one journal. */
  public static final int SEQUENCE = 16;

  public static final int WALL_NANOS = 24;
  public static final int MONOTONIC_NANOS = 32;
  public static final int THREAD_ID = 40;
  public static final int EXECUTION_HIGH = 48;
  public static final int EXECUTION_LOW = 56;
  public static final int PARENT_HIGH = 64;
  public static final int PARENT_LOW = 72;

  /** 16 bytes; zero in this version. */
  public static final int TRACE_ID = 80;

  /** 8 bytes; zero in this version. */
  public static final int SPAN_ID = 96;

  /**
   * u32: in a DECISION, the low 32 bits of the epoch of the governance state that decided; an
   * OUTCOME repeats its DECISION's.
   */
  public static final int EPOCH = 104;

  public static final int SITE = 108;
  public static final int PRINCIPAL = 112;
  public static final int ACTION = 116;
  public static final int DECISION = 120;
  public static final int REASON = 122;

  /** u16, in a DECISION: how many dependencies follow the head, {@link DependenciesLayout}. */
  public static final int DEPENDENCY_COUNT = 124;

  /** u16: a journal numbers at most 65,535 rules. */
  public static final int RULE = 126;

  public static final int ARTIFACT = 128;
  public static final int POLICY = 160;

  /** 32 bytes, {@link Commitment}; zero where there are no arguments. */
  public static final int COMMITMENT = 192;

  public static final int LATENCY_NANOS = 224;

  /** In an OUTCOME: the sequence number of its DECISION. */
  public static final int DECISION_SEQUENCE = 232;

  /** u8, {@link HandOverKind}: how the work got from the parent execution to this one's thread. */
  public static final int HAND_OVER = 240;

  /** 15 zero bytes. */
  public static final int RESERVED = 241;

  /** 32 bytes: SHA-256({@link #CHAIN_PREFIX} ‖ previous chain ‖ sequence ‖ B). */
  public static final int CHAIN = 256;

  /** Where the tail starts: the size of the fixed head. */
  public static final int TAIL = 288;

  public static final int DIGEST_BYTES = 32;
  public static final int RESERVED_BYTES = 15;

  /** Every record's length is a multiple of this, so that no byte between records is unhashed. */
  public static final int ALIGNMENT = 4;

  /** The longest record: 65,535 rounded down to {@link #ALIGNMENT}. */
  public static final int MAX_RECORD_BYTES = 65_532;

  /** Domain separation of a chain link from every other SHA-256 input. */
  public static final byte CHAIN_PREFIX = 2;

  /** The record was made on a virtual thread. */
  public static final int FLAG_VIRTUAL_THREAD = 1;

  /** The runtime was in observe mode: nothing was blocked. */
  public static final int FLAG_OBSERVE = 2;

  /** An OUTCOME of this DECISION follows, unless the process dies first. */
  public static final int FLAG_EXPECTS_OUTCOME = 4;

  /** Every flag of this version. */
  public static final int ALL_FLAGS = 7;

  private RecordLayout() {}
}
