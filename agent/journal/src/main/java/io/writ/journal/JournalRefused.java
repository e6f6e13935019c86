package io.writ.journal;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The journal cannot be opened; the message is one line with path, cause and remedy. */
public final class JournalRefused extends Exception {
  private static final long serialVersionUID = 1L;

  JournalRefused(Path path, String why, String remedy, @Nullable Throwable cause) {
    super(oneLine("journal [" + path + "]: " + why + "; " + remedy), cause);
  }

  /** The system's own word for a failure, without the path that the message names already. */
  static String wordOf(Throwable failure) {
    String reason =
        failure instanceof FileSystemException file ? file.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }

  /** The same behind the name of the file, where the failure knows it. */
  static String placeOf(Throwable failure) {
    String file = failure instanceof FileSystemException known ? known.getFile() : null;
    return file == null ? wordOf(failure) : Path.of(file).getFileName() + ": " + wordOf(failure);
  }

  private static String oneLine(String message) {
    return message.replaceAll("\\p{Cntrl}", "?");
  }
}
