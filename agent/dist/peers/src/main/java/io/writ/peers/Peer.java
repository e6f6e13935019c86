package io.writ.peers;

import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Serves, and does what it is told: one command a line, answered by one. */
public final class Peer {
  private final HttpPeer http = new HttpPeer();
  private final GrpcPeer grpc = new GrpcPeer();
  private final ServletPeer servlet = new ServletPeer();
  private Scope scope = () -> {};

  private Peer() throws Exception {}

  /** Runs until its input ends. */
  public static void main(String[] arguments) throws Exception {
    Peer peer = new Peer();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(peer.answer(line.split(" ", -1)));
      System.out.flush();
    }
    peer.http.stop();
    peer.grpc.stop();
    peer.servlet.stop();
  }

  private String answer(String[] words) {
    try {
      return switch (words[0]) {
        case "http" -> Integer.toString(http.port());
        case "servlet" -> Integer.toString(servlet.port());
        case "grpc" -> Integer.toString(grpc.port());
        case "arrive" -> arrive(words[1], words[2]);
        case "get" -> http.get(words[1]);
        case "async" -> http.getAsync(words[1]);
        case "forge" -> http.forge(words[1]);
        case "call" -> GrpcPeer.call(words[1]);
        case "produce" -> KafkaPeer.produce(words[1], words[2], words[3]);
        case "copy" -> KafkaPeer.copy(words[1], words[2], words[3]);
        case "consume" -> KafkaPeer.consume(words[1], words[2], words[3]);
        default -> close();
      };
    } catch (WritDenied denied) {
      return denied.reason().name();
    } catch (Exception e) {
      return e.toString();
    }
  }

  private String arrive(String message, String artifact) {
    scope = Writ.arrive(List.of(artifact), message);
    return "ran";
  }

  private String close() {
    scope.close();
    return "ran";
  }
}
