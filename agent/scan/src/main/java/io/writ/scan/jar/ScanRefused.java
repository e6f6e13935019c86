package io.writ.scan.jar;

/** A file that cannot be scanned. The message is one line: file, entry, why, and what to do. */
public final class ScanRefused extends Exception {
  private static final long serialVersionUID = 1L;

  ScanRefused(String message) {
    super(message, null, false, false);
  }
}
