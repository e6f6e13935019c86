package io.writ.replay;

import io.writ.core.lineage.ConfigField;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One CONFIG: what the agent was told while it ran, and what it made of it.
 *
 * @param journal the journal's id
 * @param sequence place in the journal
 * @param wallNanos nanoseconds since 1970 UTC; evidence, never order
 * @param values by key, in the order of the record; see {@link ConfigField}
 */
public record ConfigurationRecord(
    String journal, long sequence, long wallNanos, Map<String, String> values) {
  public ConfigurationRecord {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The value of a field, empty when it is not there. */
  public String value(ConfigField field) {
    return values.getOrDefault(field.key(), "");
  }

  /** Whether another policy came into force. */
  public boolean isInForce() {
    return value(ConfigField.OUTCOME).equals(ConfigField.IN_FORCE);
  }
}
