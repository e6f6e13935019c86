package io.writ.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An ActiveMQ broker in a JVM of its own, which nobody governs. */
final class JmsProgram implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final String address;

  JmsProgram(Path directory) throws IOException {
    Path program = Peers.PROGRAM;
    process =
        new ProcessBuilder(
                GovernedJvm.JAVA,
                "-Xmx256m",
                "-cp",
                program.resolve("classes") + ":" + program.resolve("third-party") + "/*",
                "io.writ.peers.JmsBroker")
            .directory(directory.toFile())
            .redirectError(directory.resolve("broker-stderr").toFile())
            .start();
    BufferedReader from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    @Nullable String line = from.readLine();
    if (line == null) {
      throw new IOException("the broker did not start; see broker-stderr in " + directory);
    }
    address = line;
  }

  String address() {
    return address;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the broker does not end");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
