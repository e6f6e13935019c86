package io.writ.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A moment in UTC, {@code 2027-01-15T08:00:00Z}, to the second. */
final class InstantText implements ITypeConverter<Instant> {

  @Override
  public Instant convert(String text) {
    try {
      Instant instant = Instant.parse(text);
      if (instant.equals(instant.truncatedTo(ChronoUnit.SECONDS))) {
        return instant;
      }
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "[" + text + "] is not an instant; write 2027-01-15T08:00:00Z");
    }
    // Rounded either way it would not be what was asked for.
    throw new TypeConversionException("[" + text + "] has a fraction of a second; leave it out");
  }
}
