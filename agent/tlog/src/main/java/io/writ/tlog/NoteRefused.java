package io.writ.tlog;

/**
 * A note, key, checkpoint or proof that counts for nothing: the message says why and where, and
 * repeats nothing of the text, which may be anybody's.
 */
public final class NoteRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** No stack trace: whoever sends malformed notes must not be able to spend our time. */
  NoteRefused(String message) {
    super(message, null, false, false);
  }
}
