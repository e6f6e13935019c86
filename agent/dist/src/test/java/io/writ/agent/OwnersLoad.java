package io.writ.agent;

import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Wildcard;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;

/** Twenty owners and two with nothing, who all ask at once, over the same connections. */
final class OwnersLoad {
  static final int OWNERS = 20;
  static final int BARE = 2;

  /** Where the service has effects, in the order of its answers. */
  static final List<String> PLACES =
      List.of("controller", "async", "decorated", "stage", "jdbc", "kafka", "last");

  private static final int REQUESTS = 15;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HandedRuntime runtime;
  private final TestAuthority authority;
  private final String origin;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<SigningKey> keys = keys();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  /** How many requests each of them made; those with nothing come last. */
  private final AtomicIntegerArray made = new AtomicIntegerArray(OWNERS + BARE);

  OwnersLoad(HandedRuntime runtime, TestAuthority authority, int port) {
    this.runtime = runtime;
    this.authority = authority;
    this.origin = "http://127.0.0.1:" + port;
  }

  /**
   * Makes all requests, and one more of nobody's when all are answered.
   *
   * @param seconds for how long; 0 for a small number of requests
   */
  void run(int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    ExecutorService threads = Executors.newFixedThreadPool(OWNERS + BARE);
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < OWNERS + BARE; i++) {
        int who = i;
        Callable<Void> asking =
            () -> {
              String artifact = who < OWNERS ? artifact(who) : "";
              SigningKey key = keys.get(who % OWNERS);
              for (int n = 0; seconds == 0 ? n < REQUESTS : System.nanoTime() < end; n++) {
                ask(who, n, artifact, key);
              }
              return null;
            };
        all.add(threads.submit(asking));
      }
      for (Future<Void> each : all) {
        each.get();
      }
    } finally {
      threads.shutdownNow();
    }
    ask(OWNERS, made.get(OWNERS), "", keys.get(0));
  }

  private static List<SigningKey> keys() {
    List<SigningKey> keys = new ArrayList<>();
    for (int i = 0; i < OWNERS; i++) {
      keys.add(SigningKey.generate(SignatureAlgorithm.ED25519, RANDOM));
    }
    return keys;
  }

  /** Grants effects for one owner alone. */
  private String artifact(int who) {
    Map<String, Constraint> own =
        Map.of(
            "owner", new Exact(new Scalar.Text(owner(who))),
            "where", new Wildcard(),
            "request", new Wildcard());
    return authority.mintFor(
        "spiffe://example.org/",
        owner(who),
        Map.of("owners:effect", new Grant(own)),
        keys.get(who));
  }

  private void ask(int who, int n, String artifact, SigningKey key) throws Exception {
    String path = "/" + owner(who % OWNERS) + "/" + request(who, n);
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin + path)).timeout(LIMIT);
    if (!artifact.isEmpty()) {
      // The sender's execution names the request in the journal.
      request.header(
          "Writ-Artifact", runtime.handOver(artifact, key, "GET " + path, who + 1, n + 1));
    }
    made.incrementAndGet(who);
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    String expected = who < OWNERS ? "ran" : "NO_ARTIFACT";
    String body =
        PLACES.stream().map(place -> place + "=" + expected).collect(Collectors.joining(","));
    if (answer.statusCode() != 200 || !answer.body().equals(body)) {
      problems.add(path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  static String owner(int who) {
    return "owner-" + who;
  }

  /** Of the n-th request. */
  static String request(int who, int n) {
    return (who < OWNERS ? "" : "bare-") + who + "." + n;
  }

  int made(int who) {
    return made.get(who);
  }

  int madeByOwners() {
    return sum(0, OWNERS);
  }

  int madeByNobody() {
    return sum(OWNERS, OWNERS + BARE);
  }

  private int sum(int from, int to) {
    int sum = 0;
    for (int who = from; who < to; who++) {
      sum += made.get(who);
    }
    return sum;
  }

  List<String> problems() {
    return List.copyOf(problems);
  }
}
