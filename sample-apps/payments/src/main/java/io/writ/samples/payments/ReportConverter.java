package io.writ.samples.payments;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Pipes a report through a program, as {@code sort} or {@code gzip}. */
@Component
final class ReportConverter {
  private static final int LIMIT_SECONDS = 10;

  String convert(String report, String program) throws IOException {
    Process process =
        new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    // Fed from another thread: a program that writes before it has read all would block both.
    CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(process, report));
    String converted = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      fed.join();
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("the converter ended with status " + status);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the converter ran", e);
    }
    return converted;
  }

  private static void feed(Process process, String report) {
    try (OutputStream input = process.getOutputStream()) {
      input.write(report.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
