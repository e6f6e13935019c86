package io.writ.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/** A mapping of a document: text keys, each once, in document order. */
final class YamlMap {
  private final YamlValue place;
  private final Map<String, YamlValue> keys = new LinkedHashMap<>();
  private final Map<String, YamlValue> values = new LinkedHashMap<>();

  private YamlMap(YamlValue place) {
    this.place = place;
  }

  static YamlMap of(YamlValue value) throws ConfigurationRefused {
    return of(value, "the document");
  }

  /**
   * The value as mapping.
   *
   * @param what the value's name, for messages
   */
  static YamlMap of(YamlValue value, String what) throws ConfigurationRefused {
    if (!(value.node() instanceof MappingNode mapping)) {
      throw value.refused(what + " is [" + value.typeName() + "], must be [mapping]");
    }
    YamlMap map = new YamlMap(value);
    for (NodeTuple tuple : mapping.getValue()) {
      YamlValue key = new YamlValue(value.source(), tuple.getKeyNode());
      String name = key.text("key");
      if (map.keys.put(name, key) != null) {
        throw key.refused("key [" + name + "] is there twice; keep one");
      }
      map.values.put(name, new YamlValue(value.source(), tuple.getValueNode()));
    }
    return map;
  }

  /** Refuses any key that is not one of these. */
  void checkKeys(Collection<String> known) throws ConfigurationRefused {
    for (Map.Entry<String, YamlValue> key : keys.entrySet()) {
      if (!known.contains(key.getKey())) {
        throw key.getValue()
            .refused(
                "unknown key [" + key.getKey() + "]" + NearestName.suggest(key.getKey(), known));
      }
    }
  }

  YamlValue require(String name) throws ConfigurationRefused {
    YamlValue value = values.get(name);
    if (value == null) {
      throw refused("key [" + name + "] is missing");
    }
    return value;
  }

  @Nullable YamlValue find(String name) {
    return values.get(name);
  }

  /** Values by key, in document order. */
  Map<String, YamlValue> values() {
    return values;
  }

  /** An error at a key. */
  ConfigurationRefused refusedAt(String name, String problem) {
    YamlValue key = keys.get(name);
    return key == null ? refused(problem) : key.refused(problem);
  }

  private ConfigurationRefused refused(String problem) {
    return place.refused(problem);
  }
}
