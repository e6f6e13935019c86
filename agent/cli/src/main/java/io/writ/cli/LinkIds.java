package io.writ.cli;

import io.writ.core.artifact.LinkId;
import java.time.Instant;

/** Fresh link ids. */
final class LinkIds {
  private LinkIds() {}

  static String next(Terminal terminal, Instant now) {
    return LinkId.of(now, terminal.random().nextLong(), terminal.random().nextLong());
  }
}
