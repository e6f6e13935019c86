package io.writ.core.lineage;

import java.util.List;
import java.util.Map;

/**
 * Where evidence goes. Thread-safe.
 *
 * <p>Each method returns only after its record is complete and committed, or throws {@link
 * RecordSinkFailure}. A failure that may have touched the journal latches: every later call throws
 * too. One that provably touched nothing (no turn within the bound, a draft that cannot be encoded)
 * denies its own call only. When no further space can be had, first only DECISIONs fail after which
 * a call would run ({@link RecordSinkFailure#takesDenials}), as long as there is room for denials.
 * No method runs code of the application, none blocks without a bound. On the steady path {@link
 * #append} allocates nothing.
 */
public interface RecordSink extends AutoCloseable {

  /**
   * The small number that stands for a text in later records; its DICT record is written before
   * this returns. A number stands for its text for the life of the sink; numbers start at 1, 0
   * means none. The same text gives the same number, except that principals and links which were
   * not seen for long may be numbered anew, so that memory stays bounded: such a number may be used
   * in records for as long as the segment in which it was last used or asked for, and the next one,
   * are written. A record that comes later with it fails, and touches nothing.
   */
  int intern(DictionaryKind kind, String text);

  /**
   * Writes the links of an artifact (DICT); once per digest while the digest is remembered.
   *
   * @param digest SHA-256 over the presented chain, 32 bytes, as in {@link RecordDraft}
   * @param links compact links, root first
   */
  void artifact(byte[] digest, List<String> links);

  /**
   * Writes a document that decides from now on (DICT), so that a reader of the journal needs no
   * other file. Remembers nothing: the same document again is written again.
   *
   * @param kind one that {@link DictionaryKind#isDocument}
   */
  void document(DictionaryKind kind, String text);

  /** Appends a DECISION or OUTCOME and returns its sequence number. */
  long append(RecordDraft draft);

  /**
   * Appends a CONFIG: what the agent was told while it ran, by {@link ConfigField}. What follows
   * from it happens only after this returned.
   */
  void configuration(Map<String, String> values);

  /** The high half of every execution id that this runtime hands out; random per journal. */
  long runtimeIdHigh();

  /** Writes the closing record; later calls fail. Idempotent. */
  @Override
  void close();
}
