package io.writ.cli;

import io.writ.replay.RecordedVerdict;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a verdict as the commands print it. */
final class VerdictWord implements ITypeConverter<RecordedVerdict> {
  @Override
  public RecordedVerdict convert(String word) {
    for (RecordedVerdict verdict : RecordedVerdict.values()) {
      if (verdict.word().equals(word)) {
        return verdict;
      }
    }
    throw new TypeConversionException(
        "expected one of ["
            + Arrays.stream(RecordedVerdict.values())
                .map(RecordedVerdict::word)
                .collect(Collectors.joining(" "))
            + "], found ["
            + ShownText.neutral(word)
            + "]");
  }
}
