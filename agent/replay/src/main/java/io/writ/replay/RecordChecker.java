package io.writ.replay;

import io.writ.core.lineage.ConfigField;
import io.writ.core.lineage.ErasureLayout;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SegmentOpenLayout;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.CRC32C;

/** Checks the records of one journal in order, and counts them. Stops at the first bad one. */
final class RecordChecker {
  private final RecordVisitor visitor;
  private final RecordSums sums = new RecordSums();
  private final CRC32C crc = new CRC32C();
  private final Documents documents;
  private final Texts texts;
  private final RecordDecoder decoder;
  private final OpenDecisions open = new OpenDecisions();
  private final SealChecker seals;
  private final IncidentCounter incidents = new IncidentCounter();

  private Map<String, String> genesis = Map.of();
  private String journal = "";
  private boolean isObserving;

  /** Digests of the policies that were in force so far; empty when GENESIS names none. */
  private final Set<String> policies = new HashSet<>();

  private final SegmentOrder order;

  /** How many records there are up to here, with those before a first segment that is not 0. */
  private long records;

  private long firstSequence;
  private long allowed;
  private long denied;
  private long wouldDeny;
  private long outcomes;
  private long bytes;

  /**
   * A checker of one journal.
   *
   * @param isAlone whether one file was named by itself, so that it may be any segment
   */
  RecordChecker(RecordVisitor visitor, SealChecker seals, boolean isAlone) {
    this.visitor = visitor;
    this.seals = seals;
    documents = new Documents(visitor);
    texts = new Texts(documents);
    decoder = new RecordDecoder(texts);
    order = new SegmentOrder(isAlone);
  }

  /** The next record is the first one in this file. */
  void beginFile(String fileName) {
    order.beginFile(fileName);
  }

  /** Sequence number of the record that is due. */
  long nextSequence() {
    return records;
  }

  boolean isClosed() {
    return order.isClosed();
  }

  /** Whether the segment of the last record has its closing record. */
  boolean isSegmentClosed() {
    return order.isSegmentClosed();
  }

  Map<String, String> genesis() {
    return genesis;
  }

  String lastChainHex() {
    return HexFormat.of().formatHex(sums.chain());
  }

  JournalVerdict.Counts counts() {
    return new JournalVerdict.Counts(
        records - firstSequence, allowed, denied, wouldDeny, outcomes, open.count(), bytes);
  }

  Incidents incidents() {
    return incidents.found();
  }

  /** Checks one record whose length and magic are good. */
  void check(ByteBuffer record) throws Contradiction, IOException {
    checkBytes(record);
    try {
      checkPlace(record);
      checkMeaning(record);
    } catch (MalformedTail e) {
      throw new Contradiction(String.valueOf(e.getMessage()));
    }
    seals.seen(record);
    records++;
    bytes += record.limit();
  }

  /** What comes first are records of pruned segments. */
  void beginKept() {
    texts.allowGaps();
  }

  /**
   * Takes a record of a pruned segment, which something else proves to have been there.
   *
   * @param isMeant whether it says something without those around it
   */
  void kept(ByteBuffer record, boolean isMeant) throws Contradiction, IOException {
    records = record.getLong(RecordLayout.SEQUENCE);
    if ((record.get(RecordLayout.TYPE) == RecordType.GENESIS.code()) != (records == 0)) {
      throw new Contradiction("expected GENESIS as the first record and only there");
    }
    checkBytes(record);
    try {
      if (isMeant) {
        checkMeaning(record);
      }
    } catch (MalformedTail e) {
      throw new Contradiction(String.valueOf(e.getMessage()));
    }
    bytes += record.limit();
  }

  /** Goes on behind pruned segments. */
  void continueAt(long sequence, long segment, byte[] chain) {
    records = sequence;
    sums.continueFrom(chain);
    order.continueAt(segment);
    open.beginAt(sequence);
  }

  private void checkBytes(ByteBuffer record) throws Contradiction {
    int found = record.getInt(RecordLayout.CRC);
    int expected = RecordSums.crcOf(record, crc);
    if (found != expected) {
      throw new Contradiction("expected CRC32C " + hex(expected) + ", found " + hex(found));
    }
    int minor = record.get(RecordLayout.MINOR) & 0xFF;
    if (minor != RecordLayout.MINOR_VALUE) {
      throw new Contradiction("expected minor version [0], found [" + minor + "]");
    }
    requireZero(record, RecordLayout.TRACE_ID, RecordLayout.EPOCH);
    requireZero(record, RecordLayout.RESERVED, RecordLayout.CHAIN);
    int type = record.get(RecordLayout.TYPE);
    if (type != RecordType.DECISION.code()) {
      requireZero(record, RecordLayout.COMMITMENT, RecordLayout.LATENCY_NANOS);
      requireZero(record, RecordLayout.DEPENDENCY_COUNT, RecordLayout.RULE);
    }
    if (type != RecordType.DECISION.code() && type != RecordType.OUTCOME.code()) {
      requireZero(record, RecordLayout.HAND_OVER, RecordLayout.RESERVED);
      requireZero(record, RecordLayout.EPOCH, RecordLayout.SITE);
    }
    int flags = RecordDecoder.u16(record, RecordLayout.FLAGS);
    if ((flags & ~RecordLayout.ALL_FLAGS) != 0) {
      throw new Contradiction("expected known flags, found " + hex(flags));
    }
  }

  private void checkPlace(ByteBuffer record) throws Contradiction, MalformedTail {
    boolean isOpening = record.get(RecordLayout.TYPE) == RecordType.SEG_OPEN.code();
    if (!isOpening) {
      checkSequence(record);
    }
    if (order.place(record, journal, sums.chain())) {
      texts.begin(order.segment());
    }
    if (isOpening) {
      if (order.isPartial() && firstSequence == 0) {
        adopt(record);
      }
      checkSequence(record);
    }
    if (!sums.isNextLink(record)) {
      throw new Contradiction("expected a chain value that continues the record before");
    }
    boolean isGenesis = record.get(RecordLayout.TYPE) == RecordType.GENESIS.code();
    if (isGenesis != (records == 0)) {
      throw new Contradiction("expected GENESIS as the first record and only there");
    }
  }

  private void checkSequence(ByteBuffer record) throws Contradiction {
    long sequence = record.getLong(RecordLayout.SEQUENCE);
    if (sequence != records) {
      throw new Contradiction(
          "expected sequence [" + records + "], found [" + Long.toUnsignedString(sequence) + "]");
    }
  }

  /** Begins with a segment that is read alone: it says what was before, and nothing proves it. */
  private void adopt(ByteBuffer opening) throws Contradiction {
    long sequence = opening.getLong(RecordLayout.SEQUENCE);
    if (sequence <= 0) {
      throw new Contradiction(
          "expected records before SEG_OPEN, found sequence [" + sequence + "]");
    }
    byte[] before = new byte[RecordLayout.DIGEST_BYTES];
    opening.slice(SegmentOpenLayout.CHAIN_BEFORE, before.length).get(before);
    sums.continueFrom(before);
    records = sequence;
    firstSequence = sequence;
    journal = SegmentOrder.journalOf(opening);
    isObserving = (RecordDecoder.u16(opening, RecordLayout.FLAGS) & RecordLayout.FLAG_OBSERVE) != 0;
    open.beginAt(sequence);
    texts.allowGaps();
  }

  private void checkMeaning(ByteBuffer record) throws Contradiction, MalformedTail, IOException {
    int type = record.get(RecordLayout.TYPE) & 0xFF;
    if (type == RecordType.GENESIS.code()) {
      begin(TailReader.genesis(record));
    }
    boolean isObserved =
        (RecordDecoder.u16(record, RecordLayout.FLAGS) & RecordLayout.FLAG_OBSERVE) != 0;
    if (isObserved != isObserving) {
      throw new Contradiction("expected the mode that GENESIS names in the flags");
    }
    if (type == RecordType.DICT.code()) {
      texts.define(record);
    } else if (type == RecordType.DECISION.code()) {
      decision(decoder.decode(journal, record, false));
    } else if (type == RecordType.OUTCOME.code()) {
      outcome(decoder.decode(journal, record, true));
    } else if (type == RecordType.CONFIG.code()) {
      configuration(record);
    } else if (type == RecordType.ERASURE.code()) {
      erasure(record);
    } else if (type == RecordType.SEG_CLOSE.code()) {
      order.close(record, records + 1);
    } else if (type == RecordType.SEAL.code() && !order.isPartial()) {
      seals.seal(record, records);
    } else if (type == RecordType.KEY_ROTATE.code() && !order.isPartial()) {
      seals.rotate(record, records);
    } else if (type == RecordType.GAP.code()) {
      incidents.gap(record);
    } else if (type == RecordType.WARNING.code()) {
      incidents.warning(record, records);
    } else if (type == 0) {
      throw new Contradiction("expected a record type, found [0]");
    }
    // Any other type is of a later version: it hashes and chains, and says nothing here.
  }

  private void begin(Map<String, String> values) throws Contradiction {
    String mode = values.getOrDefault(GenesisField.MODE.key(), "");
    if (!mode.equals("enforce") && !mode.equals("observe")) {
      throw new Contradiction("expected GENESIS to name the mode, found [" + mode + "]");
    }
    seals.begin(values);
    documents.begin(values);
    genesis = values;
    journal = values.getOrDefault(GenesisField.JOURNAL.key(), "");
    isObserving = mode.equals("observe");
    String policy = values.getOrDefault(GenesisField.POLICY_DIGEST.key(), "");
    if (!policy.isEmpty()) {
      policies.add(policy);
    }
  }

  private void configuration(ByteBuffer record) throws Contradiction, MalformedTail {
    ConfigurationRecord configured =
        new ConfigurationRecord(
            journal, records, record.getLong(RecordLayout.WALL_NANOS), TailReader.genesis(record));
    String outcome = configured.value(ConfigField.OUTCOME);
    if (configured.isInForce()) {
      policies.add(configured.value(ConfigField.POLICY_DIGEST));
    } else if (!outcome.equals(ConfigField.REFUSED)) {
      throw new Contradiction("expected CONFIG to say what came of it, found [" + outcome + "]");
    }
    visitor.configured(configured);
  }

  private void erasure(ByteBuffer record) throws MalformedTail, Contradiction {
    TailReader tail = new TailReader(record);
    long high = Long.reverseBytes(tail.u64());
    long low = Long.reverseBytes(tail.u64());
    long count = tail.u32();
    if (count < 1 || count > ErasureLayout.MAX_COUNT) {
      throw new Contradiction("expected the numbers of keys in ERASURE, found [" + count + "]");
    }
    List<Integer> numbers = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      numbers.add((int) tail.u32());
    }
    tail.requireEnd();
    visitor.erased(new UUID(high, low).toString(), numbers);
  }

  /** What decided must have been in force. */
  private void checkPolicy(JournalRecord record) throws Contradiction {
    if (!policies.isEmpty() && record.policy() != null && !policies.contains(record.policy())) {
      throw new Contradiction(
          "expected the policy of GENESIS or of a CONFIG before, found [" + record.policy() + "]");
    }
    if (record.policy() != null) {
      documents.require(record.policy());
    }
  }

  private void decision(JournalRecord record) throws Contradiction {
    checkPolicy(record);
    switch (record.verdict()) {
      case DENIED -> denied++;
      case WOULD_DENY -> wouldDeny++;
      case ALLOWED_BY_ARTIFACT, ALLOWED_BY_POLICY, RETURNED, THREW -> allowed++;
    }
    open.begin(record);
    visitor.visit(record);
  }

  private void outcome(JournalRecord record) throws Contradiction {
    checkPolicy(record);
    open.end(record);
    outcomes++;
    visitor.visit(record);
  }

  private static void requireZero(ByteBuffer record, int from, int to) throws Contradiction {
    for (int i = from; i < to; i++) {
      if (record.get(i) != 0) {
        throw new Contradiction("expected zero at byte [" + i + "] of the record");
      }
    }
  }

  private static String hex(int value) {
    return "[" + HexFormat.of().toHexDigits(value) + "]";
  }
}
