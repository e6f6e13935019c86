package io.writ.tlog;

import java.io.IOException;

/**
 * A writer that failed once and does nothing more; the cause is that first failure.
 *
 * <p>It does not try again. After a failed force the kernel may have dropped the pages and call the
 * next force a success, so a second try would vouch for what is not there.
 */
public final class TileWriterStopped extends IOException {
  private static final long serialVersionUID = 1L;

  TileWriterStopped(long size, Throwable cause) {
    super(
        "the tile writer stopped at ["
            + size
            + "] leaves: "
            + cause.getMessage()
            + "; resume from the last checkpoint when the disk is whole",
        cause);
  }
}
