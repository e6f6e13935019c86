package io.writ.replay;

import io.writ.core.lineage.GapLayout;
import io.writ.core.lineage.RecordLayout;
import io.writ.core.lineage.TailReader;
import io.writ.core.lineage.TailReader.MalformedTail;
import io.writ.core.lineage.WarningField;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Checks and counts the GAP and WARNING records of one journal. */
final class IncidentCounter {
  private long gaps;
  private long longestStillNanos;
  private long wallStepNanos;
  private long warnings;
  private @Nullable WarningRecord lastWarning;

  void gap(ByteBuffer record) throws Contradiction {
    if (record.limit() != GapLayout.BYTES) {
      throw new Contradiction("expected a GAP of [" + GapLayout.BYTES + "] bytes");
    }
    long still = record.getLong(GapLayout.STILL_NANOS);
    long step = record.getLong(GapLayout.WALL_STEP_NANOS);
    boolean isStep = step > GapLayout.LEAST_NANOS || step < -GapLayout.LEAST_NANOS;
    if (still < 0 || (still <= GapLayout.LEAST_NANOS && !isStep)) {
      throw new Contradiction(
          "expected a GAP of more than a second, found [" + still + "] and [" + step + "] ns");
    }
    gaps++;
    longestStillNanos = Math.max(longestStillNanos, still);
    long length = step == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(step);
    long sum = wallStepNanos + length;
    wallStepNanos = sum < 0 ? Long.MAX_VALUE : sum;
  }

  void warning(ByteBuffer record, long sequence) throws Contradiction, MalformedTail {
    WarningRecord warning =
        new WarningRecord(
            sequence, record.getLong(RecordLayout.WALL_NANOS), TailReader.genesis(record));
    if (warning.value(WarningField.WHAT).isEmpty()) {
      throw new Contradiction("expected WARNING to say of what");
    }
    warnings++;
    lastWarning = warning;
  }

  Incidents found() {
    return new Incidents(gaps, longestStillNanos, wallStepNanos, warnings, lastWarning);
  }
}
