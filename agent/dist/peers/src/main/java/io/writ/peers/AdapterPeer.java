package io.writ.peers;

import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Serves and calls by the libraries that it is told: one command a line, answered by one. */
public final class AdapterPeer {
  private final Map<String, HttpCaller> callers =
      Map.of(
          "jdk", JdkCaller.make(),
          "url", new UrlCaller(),
          "apache", new ApacheCaller(),
          "apache-async", new ApacheAsyncCaller(),
          "okhttp", new OkHttpCaller(),
          "okhttp-async", new OkHttpAsyncCaller());
  private Scope scope = () -> {};

  private AdapterPeer() {}

  /** Runs until its input ends. */
  public static void main(String[] arguments) throws Exception {
    AdapterPeer peer = new AdapterPeer();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(peer.answer(line.split(" ", -1)));
      System.out.flush();
    }
    // The servers' and clients' own threads would go on.
    System.exit(0);
  }

  private String answer(String[] words) {
    try {
      return switch (words[0]) {
        case "serve" -> Integer.toString(serve(words[1]));
        case "get" -> caller(words[1]).get(words[2], false);
        case "forge" -> caller(words[1]).get(words[2], true);
        case "disguise" -> caller(words[1]).disguise(words[2], words[3]);
        case "owners" -> OkHttpAsyncCaller.owners(words[1]);
        case "send" -> JmsPeer.send(words[1], words[2], words[3]);
        case "copy" -> JmsPeer.copy(words[1], words[2]);
        case "consume" -> JmsPeer.consume(words[1], words[2], Integer.parseInt(words[3]));
        case "arrive" -> arrive(words[1], words[2]);
        default -> close();
      };
    } catch (WritDenied denied) {
      return denied.reason().name();
    } catch (Exception e) {
      return e.toString().replace('\n', ' ');
    }
  }

  private static int serve(String kind) throws Exception {
    return switch (kind) {
      case "http" -> new HttpPeer().port();
      case "servlet" -> new ServletPeer().port();
      default -> new NettyPeer().port();
    };
  }

  private HttpCaller caller(String name) {
    HttpCaller caller = callers.get(name);
    if (caller == null) {
      throw new IllegalArgumentException("no client [" + name + "]; one of " + callers.keySet());
    }
    return caller;
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
