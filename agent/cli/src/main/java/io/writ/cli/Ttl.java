package io.writ.cli;

import java.time.DateTimeException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A lifetime as people write it: {@code 30s}, {@code 5m}, {@code 1h}, or ISO 8601. */
final class Ttl implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    try {
      Duration ttl = Duration.parse(text.startsWith("P") ? text : "PT" + text);
      if (ttl.toSeconds() > 0) {
        return ttl;
      }
    } catch (DateTimeException e) {
      throw new TypeConversionException("[" + text + "] is not a lifetime; write 30s, 5m or 1h");
    }
    throw new TypeConversionException("[" + text + "] must be at least [1s]");
  }
}
