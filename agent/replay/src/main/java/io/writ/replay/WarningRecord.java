package io.writ.replay;

import io.writ.core.lineage.WarningField;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One WARNING.
 *
 * @param sequence place in the journal
 * @param wallNanos nanoseconds since 1970 UTC; evidence, never order
 * @param values as recorded, in their order; see {@link WarningField}
 */
public record WarningRecord(long sequence, long wallNanos, Map<String, String> values) {
  /** Copies the map. */
  public WarningRecord {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A value; empty when there is none. */
  public String value(WarningField field) {
    return values.getOrDefault(field.key(), "");
  }
}
