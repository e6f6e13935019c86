package io.writ.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What a random link says, in few enough dimensions that each can be narrowed or widened alone. */
final class RandomLink {
  private static final List<String> CURRENCIES = List.of("CHF", "EUR", "GBP", "USD");
  private static final List<String> RUNTIMES =
      List.of(
          "spiffe://example.org/",
          "spiffe://example.org/pay/",
          "spiffe://example.org/pay/eu/",
          "spiffe://example.org/pay/eu/one");

  /** Each changes one thing; the name is for messages. */
  enum Widening {
    ACTION_ADDED,
    ARGUMENT_DROPPED,
    ARGUMENT_ADDED,
    AMOUNT_RAISED,
    CURRENCY_ADDED,
    PATH_ABOVE,
    CONDITION_DROPPED,
    CONDITION_WIDENED,
    AUDIENCE_ADDED,
    RUNTIME_ABOVE,
    EXPIRY_LATER,
    ISSUE_EARLIER,
    NOT_BEFORE_EARLIER,
    MAXIMUM_RAISED,
    DEPTH_SKIPPED,
    TRANSACTION_CHANGED,
    HANDOFF_CLAIMED
  }

  int max = 1_000;
  List<String> currencies = CURRENCIES;
  String path = "/data";
  int actions = 4;
  int from = 400;
  int until = 560;
  boolean hasHost;
  List<String> audience = List.of("example.org", "example.net", "example.edu");
  int runtime;
  long issuedAt = Forge.NOW - 40;
  long notBefore = Forge.NOW - 40;
  long expiresAt = Forge.NOW + 250;
  int depth;
  int maxDepth = 8;
  String added = "";
  boolean isArgumentDropped;
  boolean isHostDropped;
  String transaction = "t-1";
  boolean claimsHandoff;

  private RandomLink copy() {
    RandomLink copy = new RandomLink();
    copy.max = max;
    copy.currencies = currencies;
    copy.path = path;
    copy.actions = actions;
    copy.from = from;
    copy.until = until;
    copy.hasHost = hasHost;
    copy.audience = audience;
    copy.runtime = runtime;
    copy.issuedAt = issuedAt;
    copy.notBefore = notBefore;
    copy.expiresAt = expiresAt;
    copy.depth = depth;
    copy.maxDepth = maxDepth;
    return copy;
  }

  /** A child with one to four things narrowed; the first of them counts as narrowing. */
  RandomLink narrowed(Random random, int last) {
    RandomLink child = copy();
    child.depth++;
    int first = random.nextInt(8);
    while (!child.narrow(first, random)) {
      first = (first + 1) % 8;
    }
    for (int more = random.nextInt(4); more > 0; more--) {
      child.narrow(random.nextInt(9), random);
    }
    if (random.nextInt(4) == 0 && child.maxDepth > last) {
      child.maxDepth--;
    }
    return child;
  }

  private boolean narrow(int dimension, Random random) {
    switch (dimension) {
      case 0 -> {
        if (actions == 1) {
          return false;
        }
        actions--;
      }
      case 1 -> max -= 1 + random.nextInt(50);
      case 2 -> {
        if (currencies.size() == 1) {
          return false;
        }
        List<String> fewer = new ArrayList<>(currencies);
        fewer.remove(random.nextInt(fewer.size()));
        currencies = fewer;
      }
      case 3 -> path += "/" + (char) ('a' + random.nextInt(26));
      case 4 -> {
        if (from >= 479) {
          return false;
        }
        from++;
        until--;
      }
      case 5 -> {
        if (audience.size() == 1) {
          return false;
        }
        audience = audience.subList(0, audience.size() - 1);
      }
      case 6 -> {
        if (runtime == RUNTIMES.size() - 1) {
          return false;
        }
        runtime++;
      }
      case 7 -> expiresAt--;
      default -> {
        issuedAt++;
        notBefore++;
        hasHost = true;
      }
    }
    return true;
  }

  /** The same link with one thing beyond what this parent allows. */
  RandomLink widened(Widening widening, RandomLink parent) {
    RandomLink wide = copy();
    switch (widening) {
      case ACTION_ADDED -> wide.added = "\"test:other\":{}";
      case ARGUMENT_DROPPED -> wide.isArgumentDropped = true;
      case ARGUMENT_ADDED -> wide.added = "\"argument\":{\"type\":\"wildcard\"}";
      case AMOUNT_RAISED -> wide.max = parent.max + 1;
      case CURRENCY_ADDED -> {
        wide.currencies = new ArrayList<>(currencies);
        wide.currencies.add("XXX");
      }
      case PATH_ABOVE -> wide.path = parent.path + "x";
      case CONDITION_DROPPED -> wide.isHostDropped = true;
      case CONDITION_WIDENED -> wide.until = parent.until + 1;
      case AUDIENCE_ADDED -> {
        wide.audience = new ArrayList<>(audience);
        wide.audience.add("example.com");
      }
      case RUNTIME_ABOVE -> wide.runtime = -1;
      case EXPIRY_LATER -> wide.expiresAt = parent.expiresAt + 1;
      case ISSUE_EARLIER -> wide.issuedAt = parent.issuedAt - 1;
      case NOT_BEFORE_EARLIER -> wide.notBefore = parent.notBefore - 1;
      case MAXIMUM_RAISED -> wide.maxDepth = parent.maxDepth + 1;
      case DEPTH_SKIPPED -> wide.depth++;
      case TRANSACTION_CHANGED -> wide.transaction = "t-2";
      case HANDOFF_CLAIMED -> wide.claimsHandoff = true;
    }
    return wide;
  }

  /** The claims but for issuer, keys and hash. */
  String json(int number) {
    return """
    {"jti":"01900000-0000-7000-8000-%012d","aud":["%s"],"iat":%d,"nbf":%d,"exp":%d,"txn":"%s",
     "may_act":{"sub":"%s"},"del_depth":%d,"del_max_depth":%d,
     "authorization_details":[{"type":"attenuating_agent_token","tools":{%s}}],"writ":{%s}}
    """
        .formatted(
            number,
            String.join("\",\"", audience),
            issuedAt,
            notBefore,
            expiresAt,
            transaction,
            runtime < 0 ? "spiffe://example.or/" : RUNTIMES.get(runtime),
            depth,
            maxDepth,
            tools(),
            writ());
  }

  private String tools() {
    Map<String, String> tools = new TreeMap<>();
    boolean isArgument = added.startsWith("\"argument");
    tools.put(
        "a:pay",
        "\"amount\":{\"type\":\"range\",\"max\":%d}%s%s"
            .formatted(
                max,
                isArgumentDropped
                    ? ""
                    : ",\"currency\":{\"type\":\"one_of\",\"values\":[\""
                        + String.join("\",\"", currencies)
                        + "\"]},\"file\":{\"type\":\"path_under\",\"path\":\""
                        + path
                        + "\"}",
                isArgument ? "," + added : ""));
    for (int i = 1; i < actions; i++) {
      tools.put("b:" + i, "");
    }
    StringBuilder json = new StringBuilder(isArgument ? "" : added);
    tools.forEach(
        (name, arguments) ->
            json.append(json.isEmpty() ? "" : ",")
                .append("\"%s\":{%s}".formatted(name, arguments)));
    return json.toString();
  }

  private String writ() {
    String window =
        "\"time_of_day\":{\"type\":\"range\",\"min\":%d,\"max\":%d}".formatted(from, until);
    String host = hasHost ? ",\"host\":{\"type\":\"exact\",\"value\":\"a\"}" : "";
    return (isHostDropped ? "" : "\"env\":{" + window + host + "}")
        + (claimsHandoff ? (isHostDropped ? "" : ",") + "\"handoff\":true" : "");
  }
}
