package io.writ.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.writ.core.lineage.DictionaryKind;
import io.writ.core.lineage.RecordSinkFailure;
import java.time.Duration;
import java.util.ArrayList;
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
 * forgotten text is written again under a new number, which costs disk and not truth. {@link
 * Definitions} says how long its old number may be used.
 */
final class Dictionary {
  private static final int REMEMBERED = 8_192;
  private static final int MAX_RULES = 65_535;

  private final Writer writer;
  private final Turn turn;
  private final Map<DictionaryKind, Numbers> numbers = new EnumMap<>(DictionaryKind.class);

  /** Puts one text on disk, or throws. */
  interface Writer {
    void define(Definition definition);
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
      return find(kind, text).number;
    } finally {
      turn.give();
    }
  }

  /** A text that no record names by its number. */
  void document(DictionaryKind kind, String text) {
    turn.take();
    try {
      Definition ignored = write(new Definition(kind, next(kind), text.getBytes(UTF_8)));
    } finally {
      turn.give();
    }
  }

  void artifact(byte[] digest, List<String> links) {
    String name = HexFormat.of().formatHex(digest);
    turn.take();
    try {
      Map<String, Definition> artifacts = numbersOf(DictionaryKind.ARTIFACT).known;
      if (artifacts.get(name) != null) {
        return;
      }
      StringBuilder text = new StringBuilder(name);
      List<Definition> named = new ArrayList<>();
      for (String link : links) {
        Definition definition = find(DictionaryKind.LINK, link);
        text.append(' ').append(definition.number);
        named.add(definition);
      }
      int number = next(DictionaryKind.ARTIFACT);
      Definition artifact =
          new Definition(
              DictionaryKind.ARTIFACT, number, text.toString().getBytes(UTF_8), digest, named);
      artifacts.put(name, write(artifact));
    } finally {
      turn.give();
    }
  }

  private Definition find(DictionaryKind kind, String text) {
    Map<String, Definition> known = numbersOf(kind).known;
    Definition definition = known.get(text);
    if (definition == null) {
      definition = write(new Definition(kind, next(kind), text.getBytes(UTF_8)));
      known.put(text, definition);
    }
    return definition;
  }

  private int next(DictionaryKind kind) {
    int number = numbersOf(kind).last + 1;
    if (kind == DictionaryKind.RULE && number > MAX_RULES) {
      throw new RecordSinkFailure("journal: more than [" + MAX_RULES + "] rules in one journal");
    }
    return number;
  }

  private Definition write(Definition definition) {
    writer.define(definition);
    numbersOf(definition.kind).last = definition.number;
    return definition;
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
      case SITE, ACTION, RULE -> true;
      case PRINCIPAL, LINK, ARTIFACT, POLICY, TRUST, REVOCATIONS, STATUS_LIST -> false;
    };
  }

  /** The numbers of one kind. */
  private static final class Numbers {
    final Map<String, Definition> known;
    int last;

    Numbers(Map<String, Definition> known) {
      this.known = known;
    }
  }

  private static final class LastUsed extends LinkedHashMap<String, Definition> {
    private static final long serialVersionUID = 1L;

    LastUsed() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Definition> eldest) {
      boolean isForgotten = size() > REMEMBERED;
      if (isForgotten) {
        eldest.getValue().isRemembered = false;
      }
      return isForgotten;
    }
  }
}
