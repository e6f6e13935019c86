package io.writ.replay;

import io.writ.core.lineage.DependenciesLayout;
import io.writ.core.lineage.DictionaryLayout;
import io.writ.core.lineage.ExcerptHeader;
import io.writ.core.lineage.GapLayout;
import io.writ.core.lineage.GenesisField;
import io.writ.core.lineage.KeyRotateLayout;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.RecordType;
import io.writ.core.lineage.SealLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Records that no writer writes, and that hash, chain and are sealed like any other: the author of
 * the journal knows the format and has a key.
 */
enum HostileRecords {
  /** Extremes in one field of the head. */
  FIELDS {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        ByteBuffer record = any(pieces, random);
        int at = 4 * random.nextInt(RecordLayout.CHAIN / 4);
        if (at > RecordLayout.LENGTH) {
          record.putInt(at, extreme(random));
        }
      }
    }
  },
  /** Extremes in the tail: counts and lengths of what follows. */
  TAILS {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        ByteBuffer record = any(pieces, random);
        int room = record.limit() - RecordLayout.TAIL - 4;
        if (room > 0) {
          record.putInt(RecordLayout.TAIL + random.nextInt(Math.min(room, 64)), extreme(random));
        }
      }
    }
  },
  /** Where SEG_OPEN has to be, one that is nothing but a head, or half a tail. */
  SHORT_OPENING {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      int length = RecordLayout.TAIL + 4 * random.nextInt(16);
      pieces.set(0, Excerpts.Piece.of(record(RecordType.SEG_OPEN, length)));
    }
  },
  /** Another type than the tail is of, or one that does not exist. */
  TYPES {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      any(pieces, random).put(RecordLayout.TYPE, (byte) random.nextInt(random.nextInt(256) + 1));
    }
  },
  /** As many attributes as a record can claim, each of nothing. */
  ATTRIBUTE_BOMB {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      int room = RecordLayout.MAX_RECORD_BYTES - RecordLayout.TAIL - 4;
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        ByteBuffer record = record(RecordType.DECISION, RecordLayout.MAX_RECORD_BYTES);
        record.putShort(RecordLayout.DECISION, (short) 3);
        record.putShort(RecordLayout.TAIL, (short) (room / 6));
        add(pieces, record, random);
      }
    }
  },
  /** As many dependencies as a head can claim: of the same, of nothing, of the record itself. */
  DEPENDENCY_BOMB {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      int room = RecordLayout.MAX_RECORD_BYTES - DependenciesLayout.FIRST;
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        ByteBuffer record = record(RecordType.DECISION, RecordLayout.MAX_RECORD_BYTES);
        boolean isGood = random.nextBoolean();
        int count = isGood ? DependenciesLayout.MAX_COUNT : extreme(random);
        record.putShort(RecordLayout.DECISION, (short) 3);
        record.putShort(RecordLayout.DEPENDENCY_COUNT, (short) count);
        record.putLong(RecordLayout.EXECUTION_LOW, 5);
        for (int n = 0; n < room / DependenciesLayout.BYTES; n++) {
          int at = DependenciesLayout.end(n) + DependenciesLayout.LOW;
          record.putLong(at, isGood ? 9L + n : random.nextInt(1 << random.nextInt(30)));
        }
        add(pieces, record, random);
      }
    }
  },
  /** Texts in endless parts, of every kind, none of them finished. */
  DICT_BOMB {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      int parts = 4 + random.nextInt(24);
      int kind = 1 + random.nextInt(255);
      boolean isOneText = random.nextBoolean();
      for (int i = 0; i < parts; i++) {
        ByteBuffer record = record(RecordType.DICT, RecordLayout.MAX_RECORD_BYTES);
        boolean isLast = random.nextInt(8) == 0;
        record.put(DictionaryLayout.KIND, (byte) (isOneText ? kind : kind + i));
        record.put(DictionaryLayout.FLAGS, (byte) (isLast ? 0 : DictionaryLayout.FLAG_MORE));
        record.putShort(DictionaryLayout.PART, (short) (isOneText ? i : 0));
        record.putInt(DictionaryLayout.NUMBER, 1);
        record.putInt(
            DictionaryLayout.TEXT_LENGTH, RecordLayout.MAX_RECORD_BYTES - DictionaryLayout.TEXT);
        pieces.add(pieces.size() - 1, Excerpts.Piece.of(record));
      }
    }
  },
  /** Very many definitions of the empty text. */
  DICT_STORM {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      int count = 200 + random.nextInt(1_500);
      for (int i = 1; i <= count; i++) {
        ByteBuffer record = record(RecordType.DICT, DictionaryLayout.TEXT);
        record.put(DictionaryLayout.KIND, (byte) 99);
        record.putInt(DictionaryLayout.NUMBER, i);
        pieces.add(pieces.size() - 1, Excerpts.Piece.of(record));
      }
    }
  },
  /** SEALs over everything, nothing, and more than there can be. */
  SEAL_STORM {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      for (int i = 1 + random.nextInt(20); i > 0; i--) {
        ByteBuffer record = record(RecordType.SEAL, SealLayout.BYTES + 4 * random.nextInt(2));
        record.putLong(SealLayout.SIZE, random.nextBoolean() ? extreme(random) : random.nextLong());
        record.putInt(SealLayout.KEY_ID, random.nextInt());
        add(pieces, record, random);
      }
    }
  },
  /** Changes of the key that nobody signed, and troubles beyond counting. */
  ROTATION_STORM {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      for (int i = 1 + random.nextInt(20); i > 0; i--) {
        ByteBuffer rotation = record(RecordType.KEY_ROTATE, KeyRotateLayout.BYTES);
        rotation.putInt(KeyRotateLayout.EPOCH, random.nextBoolean() ? 1 : extreme(random));
        rotation.putLong(KeyRotateLayout.SIZE, random.nextBoolean() ? 0 : random.nextLong());
        add(pieces, rotation, random);
        ByteBuffer gap = record(RecordType.GAP, GapLayout.BYTES);
        gap.putLong(GapLayout.STILL_NANOS, Long.MAX_VALUE);
        gap.putLong(GapLayout.WALL_STEP_NANOS, random.nextBoolean() ? Long.MIN_VALUE : -1);
        add(pieces, gap, random);
        ByteBuffer warning = record(RecordType.WARNING, RecordLayout.MAX_RECORD_BYTES);
        warning.putShort(RecordLayout.TAIL, (short) extreme(random));
        add(pieces, warning, random);
      }
    }
  },
  /** As many keys as GENESIS can hold, or one of everything strange. */
  GENESIS_BOMB {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      int count = random.nextInt(6_000);
      for (int i = 0; i < count; i++) {
        genesis.put(Integer.toString(i, 36), "");
      }
    }
  },
  /** What GENESIS says of journal, key and policy. */
  GENESIS_WORDS {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      GenesisField[] fields = GenesisField.values();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        String key = fields[random.nextInt(fields.length)].key();
        String word = WORDS.get(random.nextInt(WORDS.size()));
        String now = genesis.getOrDefault(key, "");
        genesis.put(key, random.nextBoolean() ? word : now + word);
      }
    }
  },
  /** Nothing: what is verified then is the whole of a good journal. */
  NONE {
    @Override
    void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random) {
      // Left as it is, so that the harness shows that it gets to the end.
    }
  };

  private static final List<String> WORDS =
      List.of(
          "",
          "\0",
          "\n",
          "<script>alert(1)</script>",
          "\u001b[2J",
          "../../../etc",
          "+",
          "a+00000000+AQ==",
          "-1",
          "9".repeat(40),
          "\ud83d\ude00".repeat(99),
          "x".repeat(20_000));

  /** Changes records, adds some before the last one, or changes what GENESIS will say. */
  abstract void spoil(List<Excerpts.Piece> pieces, Map<String, String> genesis, Random random);

  /** GENESIS with these words in place of its own. */
  static Excerpts.Piece genesis(Excerpts.Piece of, Map<String, String> words) {
    ByteBuffer tail = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
    int count = 0;
    tail.putShort((short) 0);
    for (Map.Entry<String, String> word : new LinkedHashMap<>(words).entrySet()) {
      byte[] key = word.getKey().getBytes(StandardCharsets.UTF_8);
      byte[] value = word.getValue().getBytes(StandardCharsets.UTF_8);
      int needed = RecordLayout.TAIL + tail.position() + key.length + value.length + 8;
      if (needed <= RecordLayout.MAX_RECORD_BYTES) {
        tail.putShort((short) key.length).put(key).putShort((short) value.length).put(value);
        count++;
      }
    }
    tail.putShort(0, (short) count);
    int length = (int) ExcerptHeader.align(RecordLayout.TAIL + tail.position());
    ByteBuffer record = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    record.put(0, of.record(), 0, RecordLayout.TAIL);
    record.put(RecordLayout.TAIL, tail.array(), 0, tail.position());
    record.putInt(RecordLayout.LENGTH, length);
    return Excerpts.Piece.of(record);
  }

  static int extreme(Random random) {
    int[] extremes = {
      0,
      1,
      -1,
      287,
      0xFFFF,
      0x1_0000,
      0x3FFF_FFFF,
      0x4000_0000,
      Integer.MAX_VALUE,
      Integer.MIN_VALUE,
      RecordLayout.MAGIC_VALUE,
      ExcerptHeader.END_OF_FILE
    };
    int i = random.nextInt(extremes.length + 2);
    return i < extremes.length ? extremes[i] : random.nextInt();
  }

  private static ByteBuffer any(List<Excerpts.Piece> pieces, Random random) {
    return pieces.get(random.nextInt(pieces.size())).record();
  }

  private static void add(List<Excerpts.Piece> pieces, ByteBuffer record, Random random) {
    pieces.add(1 + random.nextInt(pieces.size() - 1), Excerpts.Piece.of(record));
  }

  private static ByteBuffer record(RecordType type, int length) {
    ByteBuffer record = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(RecordLayout.MAGIC, RecordLayout.MAGIC_VALUE);
    record.put(RecordLayout.TYPE, (byte) type.code());
    return record.putInt(RecordLayout.LENGTH, length);
  }
}
