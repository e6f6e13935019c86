package io.writ.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One YAML document as a tree of nodes with places. Beyond YAML's own errors it refuses what a
 * configuration never needs and what makes documents ambiguous or huge: anchors, aliases, tags,
 * several documents, depth beyond {@value #MAX_DEPTH}, more than {@value #MAX_BYTES} bytes.
 */
final class YamlDocument {
  static final int MAX_BYTES = 1024 * 1024;
  static final int MAX_DEPTH = 16;

  private YamlDocument() {}

  /**
   * The root mapping.
   *
   * @param source the file's name, for messages
   */
  static YamlMap read(String source, byte[] utf8) throws ConfigurationRefused {
    if (utf8.length > MAX_BYTES) {
      throw new ConfigurationRefused(
          source + ": has [" + utf8.length + "] bytes, at most [" + MAX_BYTES + "]; split it");
    }
    String text = decode(source, utf8);
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(source)
            .setUseMarks(true)
            .setAllowDuplicateKeys(true)
            .build();
    try {
      // Events first: the parser is iterative, the composer recurses and follows aliases.
      checkEvents(source, settings, text);
      Optional<Node> root = new Compose(settings).composeString(text);
      if (root.isEmpty()) {
        throw new ConfigurationRefused(source + ": is empty; it must hold one YAML mapping");
      }
      return YamlMap.of(new YamlValue(source, root.get()));
    } catch (MarkedYamlEngineException e) {
      throw new ConfigurationRefused(
          place(source, e.getProblemMark()) + "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigurationRefused(source + ": is not YAML: " + e.getMessage());
    }
  }

  private static String decode(String source, byte[] utf8) throws ConfigurationRefused {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigurationRefused(source + ": is not UTF-8; save it as UTF-8");
    }
  }

  private static void checkEvents(String source, LoadSettings settings, String text)
      throws ConfigurationRefused {
    int depth = 0;
    int documents = 0;
    for (Event event : new Parse(settings).parseString(text)) {
      String place = place(source, event.getStartMark());
      if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
        throw new ConfigurationRefused(
            place + "anchors and aliases are not allowed; write the value out");
      }
      if (event instanceof DocumentStartEvent && ++documents > 1) {
        throw new ConfigurationRefused(place + "a second document begins; keep one per file");
      }
      if (hasTag(event)) {
        throw new ConfigurationRefused(place + "tags are not allowed; remove the [!…]");
      }
      if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
        throw new ConfigurationRefused(place + "is nested deeper than [" + MAX_DEPTH + "]");
      }
      if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
  }

  private static boolean hasTag(Event event) {
    return (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
        || (event instanceof CollectionStartEvent start && start.getTag().isPresent());
  }

  /** {@code file:line:column: }, counted from one. */
  static String place(String source, Optional<Mark> mark) {
    return mark.map(at -> source + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1) + ": ")
        .orElse(source + ": ");
  }
}
