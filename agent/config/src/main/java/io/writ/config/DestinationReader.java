package io.writ.config;

import io.writ.core.artifact.Lifetimes;
import io.writ.core.artifact.RuntimeName;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.Destination;
import io.writ.core.policy.Destinations;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code destinations} of a policy. */
final class DestinationReader {
  private static final List<String> KEYS =
      List.of("to", "runtime", "audience", "key", "actions", "lifetime");

  private final ActionNames actions;
  private final Set<String> places = new HashSet<>();

  private DestinationReader(ActionNames actions) {
    this.actions = actions;
  }

  static Destinations read(@Nullable YamlValue value, ActionNames actions)
      throws ConfigurationRefused {
    if (value == null) {
      return Destinations.NONE;
    }
    DestinationReader reader = new DestinationReader(actions);
    YamlMap section = YamlMap.of(value, "destinations");
    List<Destination> destinations = new ArrayList<>();
    for (Map.Entry<String, YamlValue> entry : section.values().entrySet()) {
      if (!PinnedKeys.isKeyId(entry.getKey())) {
        throw section.refusedAt(entry.getKey(), "a name must be 1 to 64 of [A-Za-z0-9._-]");
      }
      destinations.add(reader.destination(entry.getKey(), entry.getValue()));
    }
    return new Destinations(destinations);
  }

  private Destination destination(String name, YamlValue value) throws ConfigurationRefused {
    YamlMap map = YamlMap.of(value, "destination");
    map.checkKeys(KEYS);
    YamlValue runtime = map.require("runtime");
    if (!RuntimeName.isFull(runtime.text("runtime"))) {
      throw runtime.refused(
          "runtime must be [scheme://domain/path], for example [spiffe://example.org/pay]");
    }
    YamlValue narrowed = map.find("actions");
    List<ActionPattern> patterns = narrowed == null ? List.of() : actions.patterns(narrowed);
    return new Destination(
        name,
        places(map.require("to")),
        runtime.text("runtime"),
        map.require("audience").text("audience").strip(),
        PinnedKeyReader.key(YamlMap.of(map.require("key"), "key")),
        patterns,
        lifetime(map.find("lifetime")));
  }

  private List<String> places(YamlValue value) throws ConfigurationRefused {
    List<String> texts = value.texts("to");
    List<YamlValue> items = value.items("to");
    for (int i = 0; i < texts.size(); i++) {
      if (!Destination.isPlace(texts.get(i))) {
        throw items
            .get(i)
            .refused(
                "["
                    + texts.get(i)
                    + "] must be [scheme://host:port], in lower case and with its port, or"
                    + " [scheme:name], for example [https://partner.example:443] or [kafka:orders]");
      }
      if (!places.add(texts.get(i))) {
        throw items.get(i).refused("[" + texts.get(i) + "] is there twice; keep one");
      }
    }
    return texts;
  }

  private static Duration lifetime(@Nullable YamlValue value) throws ConfigurationRefused {
    if (value == null) {
      return Destination.DEFAULT_LIFETIME;
    }
    try {
      Duration lifetime = Duration.parse(value.text("lifetime"));
      if (lifetime.compareTo(Duration.ofSeconds(1)) >= 0
          && lifetime.compareTo(Lifetimes.CAP) <= 0) {
        return lifetime;
      }
    } catch (DateTimeException e) {
      throw value.refused("lifetime must be an ISO 8601 duration, for example [PT1M]");
    }
    throw value.refused("lifetime must be from [PT1S] to [" + Lifetimes.CAP + "]");
  }
}
