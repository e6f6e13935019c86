package io.writ.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Requests on one connection, sent before the first answer is read. */
final class Pipeline implements AutoCloseable {
  private static final int LIMIT_MILLIS = 60_000;

  private final Socket socket;
  private final BufferedReader from;

  Pipeline(String origin, String... requests) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(origin).getPort());
    socket.setSoTimeout(LIMIT_MILLIS);
    from =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    send(requests);
  }

  /** Sends these, too. */
  void send(String... requests) throws IOException {
    socket.getOutputStream().write(String.join("", requests).getBytes(StandardCharsets.US_ASCII));
  }

  /** A request for a path, or for a whole URL, with these artifacts. */
  static String get(String target, String... artifacts) {
    StringBuilder request = new StringBuilder("GET " + target + " HTTP/1.1\r\nHost: peer\r\n");
    for (String artifact : artifacts) {
      request.append("Writ-Artifact: ").append(artifact).append("\r\n");
    }
    return request.append("\r\n").toString();
  }

  /** Status and body of the next answers; fewer when the connection ends before. */
  List<String> answers(int count) throws IOException {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      @Nullable String status = from.readLine();
      if (status == null) {
        break;
      }
      answers.add(status.split(" ", 3)[1] + " " + body());
    }
    return answers;
  }

  private String body() throws IOException {
    int length = 0;
    for (String line = from.readLine(); line != null && !line.isEmpty(); line = from.readLine()) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).trim());
      }
    }
    char[] body = new char[length];
    int read = 0;
    while (read < length) {
      read += from.read(body, read, length - read);
    }
    return new String(body);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
