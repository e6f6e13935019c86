package io.writ.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What a command may touch besides files.
 *
 * @param out results, which other programs read
 * @param err everything that is said to people
 */
record Terminal(
    InputStream in,
    PrintWriter out,
    PrintWriter err,
    InstantSource clock,
    SecureRandom random,
    Prompt prompt) {

  /** Asks a person for a secret without showing it; null when there is nobody to ask. */
  @FunctionalInterface
  interface Prompt {
    char @Nullable [] readSecret(String question);
  }

  /** A terminal with nobody at it. */
  Terminal(
      InputStream in, PrintWriter out, PrintWriter err, InstantSource clock, SecureRandom random) {
    this(in, out, err, clock, random, question -> null);
  }

  /** Text from an artifact or a file, without the characters that steer a terminal. */
  static String printable(String text) {
    return ShownText.neutral(text);
  }
}
