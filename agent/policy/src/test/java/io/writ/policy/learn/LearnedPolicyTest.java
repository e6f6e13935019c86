package io.writ.policy.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.config.PolicyReader;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.RealPath;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.policy.Policy;
import io.writ.core.revocation.GovernanceState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/**
 * What was seen is allowed, what was not seen mostly is not, for random services. {@code
 * -Dwrit.seed=N} for other ones.
 */
class LearnedPolicyTest {
  private static final long SEED = Long.getLong("writ.seed", 42);
  private static final int SERVICES = 300;
  private static final String[] DIRECTORIES = {
    "/opt/jdk-17/lib",
    "/srv/shop/lib",
    "/srv/shop",
    "/srv/shop/data/in",
    "/tmp",
    "/home/shop/.x",
    "/etc/ssl/certs",
    "/usr/share/zoneinfo/Europe",
    "/data",
    "/proc/4711",
    "/proc/4711/task/77",
    "/data/ghp_0123456789abcdef",
    "/data/2026-11-22",
    "/var/lib/shop"
  };
  private static final String[] NAMES = {
    "a", "b", "c.txt", "d.jar", "x-12345", "app.log.1", "u.tmp", "libz.so.1", "é ü", "q\"uote"
  };
  private static final String[] HOSTS = {
    "127.0.0.1",
    "0:0:0:0:0:0:0:1",
    "10.0.0.1",
    "10.0.0.2",
    "10.0.0.3",
    "10.0.0.4",
    "10.0.0.5",
    "10.0.1.1",
    "2001:db8:0:0:0:0:0:1",
    "192.0.2.7",
    "198.51.100.1",
    "unix:/run/a.sock"
  };

  @Test
  void whateverAServiceDid_isAllowedAndLittleElse() throws Exception {
    Random random = new Random(SEED);
    long requests = 0;
    long outside = 0;
    long outsideAllowed = 0;
    for (int i = 0; i < SERVICES; i++) {
      ObservedService service = randomService(random, "j" + i);
      // The learner puts every request that it saw to what it learned, and throws otherwise.
      Learned learned =
          ObservedService.learn(
              new LearnOptions(null, null, false, true, ObservedService.ACTIONS), List.of(service));
      requests += learned.requests();
      Policy policy = policy(learned, service);
      for (String path :
          List.of(
              "/etc/shadow",
              "/root/.ssh/id_rsa",
              "/proc/4711/environ",
              "/proc/1/environ",
              "/home/other/x",
              "/usr/bin/sh",
              "/datafile",
              "/srv/shop2/x")) {
        outside++;
        outsideAllowed += isAllowed(policy, "jdk:file.read", path(path)) ? 1 : 0;
        outsideAllowed += isAllowed(policy, "jdk:file.write", path(path)) ? 1 : 0;
      }
      for (String host : List.of("203.0.113.9", "10.1.0.1", "unix:/run/docker.sock")) {
        outside++;
        outsideAllowed += isAllowed(policy, "jdk:net.connect", endpoint(host, 443)) ? 1 : 0;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "learn: seed %d, %,d services, %,d requests allowed again, %,d of %,d outside requests"
            + " allowed%n",
        SEED,
        SERVICES,
        requests,
        outsideAllowed,
        outside);
    assertTrue(requests > 3_000, () -> "seed " + SEED);
    assertEquals(0, outsideAllowed, () -> "seed " + SEED);
  }

  @Test
  void sameJournals_giveTheSameBytesInWhateverOrderAndWherever() throws Exception {
    Random random = new Random(SEED);
    List<ObservedService> services = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      services.add(randomService(random, "j" + i));
    }
    services.get(2).with("user.dir", "/srv/other").with("java.home", "/opt/jdk-25");
    services.get(3).without("class.path");
    LearnOptions options = new LearnOptions(null, null, false, true, ObservedService.ACTIONS);
    String first = ObservedService.learn(options, services).document();
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-SA-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
      for (int i = 0; i < 10; i++) {
        Collections.shuffle(services, random);
        services.forEach(service -> service.shuffled(random));
        assertEquals(first, ObservedService.learn(options, services).document());
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private static ObservedService randomService(Random random, String journal) {
    ObservedService service = new ObservedService(journal);
    int calls = 1 + random.nextInt(40);
    for (int i = 0; i < calls; i++) {
      String path = pick(random, DIRECTORIES) + "/" + pick(random, NAMES);
      switch (random.nextInt(8)) {
        case 0, 1 -> service.read(path);
        case 2 -> service.write(path);
        case 3 -> service.saw("jdk:file.delete", "path", path);
        case 4 -> service.connect(pick(random, HOSTS), pick(random, 80, 443, 5432, 40_000, 40_001));
        case 5 -> service.bind(pick(random, HOSTS), pick(random, 0, 8080, 50_000, 50_001));
        case 6 -> service.saw("jdk:code.native", "library", random.nextBoolean() ? "net" : path);
        default -> service.saw("jdk:process.start", "command", path);
      }
    }
    return service;
  }

  private static Policy policy(Learned learned, ObservedService service) throws Exception {
    return PolicyReader.read(
        "learned.yaml",
        learned.document().getBytes(StandardCharsets.UTF_8),
        service.surroundings().context(ObservedService.ACTIONS, List.of()));
  }

  private static Arguments path(String path) {
    Arguments arguments = new Arguments();
    arguments.add(Arguments.Kind.PATH, new RealPath(path));
    return arguments;
  }

  private static Arguments endpoint(String host, int port) {
    Arguments arguments = new Arguments();
    arguments.add(Arguments.Kind.TEXT, host);
    arguments.addInteger(port);
    return arguments;
  }

  private static boolean isAllowed(Policy policy, String action, Arguments arguments) {
    List<String> names = Map.copyOf(ObservedService.ACTIONS).getOrDefault(action, List.of());
    return Decision.decide(
            new ActionRules(policy, new GovernedAction(0, action, names)),
            arguments,
            null,
            0,
            GovernanceState.NONE)
        .isAllowed();
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }

  private static int pick(Random random, int... values) {
    return values[random.nextInt(values.length)];
  }
}
