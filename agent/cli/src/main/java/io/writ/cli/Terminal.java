package io.writ.cli;

import java.io.InputStream;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * What a command may touch besides files.
 *
 * @param out results, which other programs read
 * @param err everything that is said to people
 */
record Terminal(
    InputStream in, PrintWriter out, PrintWriter err, InstantSource clock, SecureRandom random) {

  /** Text from an artifact or a file, without the characters that steer a terminal. */
  static String printable(String text) {
    return ShownText.neutral(text);
  }
}
