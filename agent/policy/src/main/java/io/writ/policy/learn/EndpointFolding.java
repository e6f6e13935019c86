package io.writ.policy.learn;

import io.writ.core.constraint.IpBlock;
import io.writ.core.encoding.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Folds hosts and ports to rules. */
final class EndpointFolding {
  /** So many hosts are listed; of more, those that share a network stand for it. */
  static final int MAX_HOSTS = 8;

  /** So many hosts of one network. */
  static final int MIN_NEIGHBOURS = 4;

  private static final String UNIX = "unix:";

  private final boolean isConnect;
  private final String action;
  private final SortedMap<String, SortedMap<Integer, Sightings>> byHost = new TreeMap<>();

  EndpointFolding(LearnedAction action) {
    this.isConnect = action == LearnedAction.CONNECT;
    this.action = action.id();
  }

  void add(String host, int port, Sightings sightings) {
    byHost.computeIfAbsent(host, known -> new TreeMap<>()).merge(port, sightings, Sightings::plus);
  }

  /** The rules, in the order of their ports, local sockets last. */
  List<LearnedRule> rules() {
    SortedMap<PortClass, SortedMap<String, Sightings>> byPort = new TreeMap<>();
    SortedMap<PortClass, SortedMap<String, Sightings>> unix = new TreeMap<>();
    byHost.forEach(
        (host, ports) ->
            ports.forEach(
                (port, sightings) ->
                    (host.startsWith(UNIX) ? unix : byPort)
                        .computeIfAbsent(
                            portClass(host, port, ports.keySet()), known -> new TreeMap<>())
                        .merge(host, sightings, Sightings::plus)));
    List<LearnedRule> rules = new ArrayList<>(isConnect ? connects(byPort) : listens(byPort));
    unix.forEach(
        (port, hosts) ->
            rules.add(rule(isConnect ? "connect-unix" : "listen-unix", hosts, List.of(port))));
    return rules;
  }

  private List<LearnedRule> connects(SortedMap<PortClass, SortedMap<String, Sightings>> byPort) {
    List<LearnedRule> rules = new ArrayList<>();
    byPort.forEach((port, hosts) -> rules.add(rule("connect-" + port, hosts, List.of(port))));
    return rules;
  }

  /** Addresses at which the same ports are bound are one rule. */
  private List<LearnedRule> listens(SortedMap<PortClass, SortedMap<String, Sightings>> byPort) {
    SortedMap<String, SortedMap<PortClass, Sightings>> ports = new TreeMap<>();
    byPort.forEach(
        (port, hosts) ->
            hosts.forEach(
                (host, seen) ->
                    ports.computeIfAbsent(host, known -> new TreeMap<>()).put(port, seen)));
    SortedMap<List<PortClass>, SortedMap<String, Sightings>> byPorts =
        new TreeMap<>(EndpointFolding::compare);
    ports.forEach(
        (host, bound) ->
            byPorts
                .computeIfAbsent(List.copyOf(bound.keySet()), known -> new TreeMap<>())
                .put(host, bound.values().stream().reduce(Sightings::plus).orElseThrow()));
    List<LearnedRule> rules = new ArrayList<>();
    byPorts.forEach(
        (bound, hosts) -> {
          String id = byPorts.size() == 1 ? "listen" : "listen-" + bound.get(bound.size() - 1);
          rules.add(rule(id, hosts, bound));
        });
    return rules;
  }

  private static int compare(List<PortClass> a, List<PortClass> b) {
    for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
      int byPort = a.get(i).compareTo(b.get(i));
      if (byPort != 0) {
        return byPort;
      }
    }
    return Integer.compare(a.size(), b.size());
  }

  private PortClass portClass(String host, int port, Set<Integer> ports) {
    boolean isEphemeral = PortClass.EPHEMERAL.contains(port);
    long others = ports.stream().filter(PortClass.EPHEMERAL::contains).count();
    return isEphemeral && (others >= 2 || (isConnect && isLoopback(host)))
        ? PortClass.EPHEMERAL
        : PortClass.of(port);
  }

  private static boolean isLoopback(String host) {
    return host.equals("0:0:0:0:0:0:0:1") || host.equals("::1") || host.startsWith("127.");
  }

  private LearnedRule rule(String id, SortedMap<String, Sightings> hosts, List<PortClass> ports) {
    Map<String, JsonValue> where = new TreeMap<>();
    where.put("host", hosts(hosts.keySet()));
    where.put("port", ports(ports));
    Sightings all = hosts.values().stream().reduce(Sightings::plus).orElseThrow();
    return new LearnedRule(id, List.of(action), where, all, List.of());
  }

  private static JsonValue ports(List<PortClass> ports) {
    List<JsonValue> singles = new ArrayList<>();
    List<JsonValue> clauses = new ArrayList<>();
    for (PortClass port : ports) {
      (port.isRange() ? clauses : singles).add(port.constraint());
    }
    if (!singles.isEmpty()) {
      clauses.add(0, LearnedRule.anyOf(singles));
    }
    return either(clauses);
  }

  private static JsonValue hosts(Set<String> hosts) {
    SortedSet<String> listed = new TreeSet<>(hosts);
    SortedSet<String> networks = new TreeSet<>();
    if (hosts.size() > MAX_HOSTS) {
      SortedMap<String, SortedSet<String>> neighbours = new TreeMap<>();
      for (String host : hosts) {
        IpBlock network = network(host);
        if (network != null) {
          neighbours.computeIfAbsent(network.toString(), block -> new TreeSet<>()).add(host);
        }
      }
      neighbours.forEach(
          (network, inside) -> {
            if (inside.size() >= MIN_NEIGHBOURS) {
              networks.add(network);
              listed.removeAll(inside);
            }
          });
    }
    List<JsonValue> clauses = new ArrayList<>();
    if (!listed.isEmpty()) {
      clauses.add(LearnedRule.anyText(listed));
    }
    if (!networks.isEmpty()) {
      clauses.add(LearnedRule.listed("cidr", networks));
    }
    return either(clauses);
  }

  private static JsonValue either(List<JsonValue> clauses) {
    return clauses.size() == 1
        ? clauses.get(0)
        : LearnedRule.of("any", new JsonValue.Items(clauses));
  }

  /** The network of 256 IPv4 addresses, or of 2^64 IPv6 ones; null for what is no address. */
  private static @Nullable IpBlock network(String host) {
    IpBlock v4 = IpBlock.find(host + "/32");
    if (v4 != null && !v4.isV6()) {
      return new IpBlock(false, 0, v4.low() & 0xFFFFFF00L, 24);
    }
    IpBlock v6 = IpBlock.find(host + "/128");
    return v6 == null ? null : new IpBlock(true, v6.high(), 0, 64);
  }
}
