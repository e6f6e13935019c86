package io.writ.enforce;

/** The two clocks. */
public interface Clocks {
  /** The machine's. */
  Clocks SYSTEM =
      new Clocks() {
        @Override
        public long wallMillis() {
          return System.currentTimeMillis();
        }

        @Override
        public long monotonicNanos() {
          return System.nanoTime();
        }
      };

  /** Milliseconds since 1970-01-01T00:00Z; may be set back and forth by anyone. */
  long wallMillis();

  /** Nanoseconds since some moment of this boot; only differences mean anything. */
  long monotonicNanos();
}
