package io.writ.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordSinkFailure;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The texts that have a number. A text is on disk before its number is handed out.
 *
 * <p>Sites, actions and rules are as many as the program and its policy have. Principals, links and
 * artifacts are as many as requests come in, so of those only the ones used last are remembered: a
 * forgotten text is written again under a new number, which costs disk and not truth.
 */
final class Dictionary {
  private static final int REMEMBERED = 8_192;
  private static final int MAX_RULES = 65_535;

  private final Writer writer;
  private final Turn turn;
  private final Map<DictionaryKind, Numbers> numbers = new EnumMap<>(DictionaryKind.class);

  /** Puts one text on disk, or throws. */
  interface Writer {
    void write(DictionaryKind kind, int number, byte[] text);
  }

  Dictionary(Writer writer, Duration timeout) {
    this.writer = writer;
    turn = new Turn(timeout);
    for (DictionaryKind kind : DictionaryKind.values()) {
      numbers.put(kind, new Numbers(isBounded(kind) ? new HashMap<>() : new LastUsed()));
    }
  }

  int intern(DictionaryKind kind, String text) {
    turn.take();
    try {
      return number(kind, text);
    } finally {
      turn.give();
    }
  }

  void artifact(byte[] digest, List<String> links) {
    String name = HexFormat.of().formatHex(digest);
    turn.take();
    try {
      Map<String, Integer> artifacts = numbersOf(DictionaryKind.ARTIFACT).known;
      if (artifacts.get(name) != null) {
        return;
      }
      StringBuilder text = new StringBuilder(name);
      for (String link : links) {
        text.append(' ').append(number(DictionaryKind.LINK, link));
      }
      artifacts.put(name, write(DictionaryKind.ARTIFACT, text.toString()));
    } finally {
      turn.give();
    }
  }

  private int number(DictionaryKind kind, String text) {
    Map<String, Integer> known = numbersOf(kind).known;
    Integer number = known.get(text);
    if (number == null) {
      number = write(kind, text);
      known.put(text, number);
    }
    return number;
  }

  private int write(DictionaryKind kind, String text) {
    Numbers of = numbersOf(kind);
    int number = of.last + 1;
    if (kind == DictionaryKind.RULE && number > MAX_RULES) {
      throw new RecordSinkFailure("journal: more than [" + MAX_RULES + "] rules in one journal");
    }
    writer.write(kind, number, text.getBytes(UTF_8));
    of.last = number;
    return number;
  }

  private Numbers numbersOf(DictionaryKind kind) {
    Numbers found = numbers.get(kind);
    if (found == null) {
      throw new IllegalStateException("every kind has a map: " + kind);
    }
    return found;
  }

  private static boolean isBounded(DictionaryKind kind) {
    return switch (kind) {
      case SITE, ACTION, RULE, POLICY -> true;
      case PRINCIPAL, LINK, ARTIFACT -> false;
    };
  }

  /** The numbers of one kind. */
  private static final class Numbers {
    final Map<String, Integer> known;
    int last;

    Numbers(Map<String, Integer> known) {
      this.known = known;
    }
  }

  private static final class LastUsed extends LinkedHashMap<String, Integer> {
    private static final long serialVersionUID = 1L;

    LastUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
      return size() > REMEMBERED;
    }
  }
}
