package io.writ.cli;

import io.writ.core.jws.SignatureAlgorithm;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An algorithm by the name that it has in headers. */
final class AlgorithmName implements ITypeConverter<SignatureAlgorithm> {

  @Override
  public SignatureAlgorithm convert(String text) {
    return Arrays.stream(SignatureAlgorithm.values())
        .filter(algorithm -> algorithm.headerName().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "[" + text + "] is not one of [Ed25519, ES256, ML-DSA-65]"));
  }
}
