package io.writ.crypto.vectors;

import static io.writ.crypto.Forge.proven;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.scope;

import io.writ.api.Reason;
import java.util.Collections;

/** Each constraint type as it may be written, and as it may not. */
final class ConstraintVectors {
  private ConstraintVectors() {}

  static VectorFile file() {
    VectorFile file =
        new VectorFile(
            "constraints",
            "artifact",
            "The form of scopes and constraints, in a root that stands alone.",
            Configuration.standard().members());
    forms(file);
    texts(file);
    scopes(file);
    limits(file);
    return file;
  }

  private static String root(String scope) {
    return proven(rootLink(Small.root(scope)));
  }

  private static String constrained(String constraint) {
    return root(scope("{\"a:b\":{\"x\":" + constraint + "}}"));
  }

  /** X stands for the path of the constraint. */
  private static void add(VectorFile file, String table) {
    Rows.add(
        file,
        "constraint",
        ConstraintVectors::constrained,
        table.replace("X", "link[0].authorization_details[0].tools[\"a:b\"].x"));
  }

  private static void forms(VectorFile file) {
    add(
        file,
        """
        exact-text        | {"type":"exact","value":"EUR"}
        exact-number      | {"type":"exact","value":0.1}
        exact-truth       | {"type":"exact","value":true}
        exact-missing     | {"type":"exact"} | CLAIM_MISSING | X.value is missing
        exact-null        | {"type":"exact","value":null} | CLAIM_INVALID | X.value is [null], must be [string, number or boolean]
        exact-more        | {"type":"exact","value":1,"or":2} | CLAIM_INVALID | X has a member that its type does not have
        one-of            | {"type":"one_of","values":["a",1,false]}
        one-of-empty      | {"type":"one_of","values":[]} | CLAIM_INVALID | X.values is empty
        one-of-text       | {"type":"one_of","values":"a"} | CLAIM_INVALID | X.values is [string], must be [array]
        not-one-of        | {"type":"not_one_of","values":["a","b"]}
        range             | {"type":"range","min":-1.5,"max":-1.5}
        range-empty       | {"type":"range"} | CLAIM_MISSING | X has neither [min] nor [max]
        range-reversed    | {"type":"range","min":2,"max":1} | CLAIM_INVALID | X.min is greater than [max]
        range-text        | {"type":"range","min":"2"} | CLAIM_INVALID | X.min is [string], must be [number]
        contains          | {"type":"contains","values":["a"]}
        contains-empty    | {"type":"contains","values":[]} | CLAIM_INVALID | X.values is empty
        subset-empty      | {"type":"subset","values":[]}
        subset-number     | {"type":"subset","values":[1]} | CLAIM_INVALID | X.values[0] is [integer], must be [string]
        all               | {"type":"all","of":[{"type":"range","min":1},{"type":"range","max":9}]}
        all-empty         | {"type":"all","of":[]} | CLAIM_INVALID | X.of is empty
        any               | {"type":"any","of":[{"type":"exact","value":1}]}
        any-clause        | {"type":"any","of":[{"type":"exact"}]} | CLAIM_MISSING | X.of[0].value is missing
        wildcard          | {"type":"wildcard"}
        wildcard-more     | {"type":"wildcard","value":1} | CLAIM_INVALID | X has a member that its type does not have
        type-missing      | {} | CLAIM_MISSING | X.type is missing
        type-number       | {"type":1} | CLAIM_INVALID | X.type must be [string]
        no-object         | 5 | CLAIM_INVALID | X is [integer], must be [object]
        """);
    for (String type : new String[] {"regex", "glob", "cel", "Exact"}) {
      add(
          file,
          "type-%s | {\"type\":\"%s\",\"value\":\".*\"} | CLAIM_INVALID | X.type must be one of [exact, one_of, not_one_of, range, contains, subset, path_under, url_under, host, cidr, all, any, wildcard]\n"
              .formatted(type, type));
    }
  }

  private static void texts(VectorFile file) {
    add(
        file,
        """
        path-root         | {"type":"path_under","path":"/"}
        paths             | {"type":"path_under","paths":["/a","/b/c"]}
        path-and-paths    | {"type":"path_under","path":"/a","paths":["/b"]} | CLAIM_INVALID | X.paths stands beside [path]; use one of them
        path-missing      | {"type":"path_under"} | CLAIM_MISSING | X.path is missing
        path-relative     | {"type":"path_under","path":"a"} | CLAIM_INVALID | X.path must be absolute, without [.], [..], empty components and NUL
        path-slash        | {"type":"path_under","path":"/a/"} | CLAIM_INVALID | X.path must be absolute, without [.], [..], empty components and NUL
        path-dots         | {"type":"path_under","path":"/a/../b"} | CLAIM_INVALID | X.path must be absolute, without [.], [..], empty components and NUL
        path-double       | {"type":"path_under","path":"//a"} | CLAIM_INVALID | X.path must be absolute, without [.], [..], empty components and NUL
        path-nul          | {"type":"path_under","path":"/a\\u0000b"} | CLAIM_INVALID | X.path must be absolute, without [.], [..], empty components and NUL
        path-escape       | {"type":"path_under","path":"/%2e%2e"}
        url               | {"type":"url_under","url":"https://example.org/v1/"}
        url-address       | {"type":"url_under","url":"https://[::1]:8443/v1"}
        host              | {"type":"host","host":"a.example.org"}
        host-star         | {"type":"host","hosts":["*.example.org","example.org"]}
        cidr              | {"type":"cidr","cidr":"10.0.0.0/8"}
        cidr-6            | {"type":"cidr","cidr":"2001:db8::/32"}
        """);
    for (String[] bad :
        new String[][] {
          {"url", "https://EXAMPLE.org/"},
          {"url", "https://u@example.org/"},
          {"url", "https://example.org/a/../b"},
          {"url", "https://example.org/?q"},
          {"url", "https://example.org/%2e"},
          {"url", "example.org/v1"},
          {"host", "Example.org"},
          {"host", "example.org."},
          {"host", "127.1"},
          {"host", "*"},
          {"host", "a*.example.org"},
          {"cidr", "10.0.0.1/8"},
          {"cidr", "010.0.0.0/8"},
          {"cidr", "10.0.0.0/33"},
          {"cidr", "10.0.0.0"},
          {"cidr", "::ffff:10.0.0.0/104"}
        }) {
      String type = bad[0].equals("url") ? "url_under" : bad[0];
      file.invalid(
          bad[0] + "-refused-" + bad[1],
          bad[0] + " " + bad[1],
          constrained("{\"type\":\"" + type + "\",\"" + bad[0] + "\":\"" + bad[1] + "\"}"),
          Reason.CLAIM_INVALID,
          "link[0].authorization_details[0].tools[\"a:b\"].x." + bad[0] + " " + form(bad[0]));
    }
  }

  private static String form(String type) {
    return switch (type) {
      case "url" ->
          "must be [scheme://host/path] in lower case up to the path; no user, query, fragment, dot or"
              + " empty segment, backslash";
      case "host" ->
          "must be a host name in lower-case ASCII, or [*.] and one; no address, no dot at its end";
      default -> "must be [address/length] with no bit set behind the length, not IPv4-mapped";
    };
  }

  private static void scopes(VectorFile file) {
    String entry = "{\"type\":\"attenuating_agent_token\",\"tools\":{}}";
    file.valid("no-actions", "a scope without actions", root("[" + entry + "]"));
    Rows.add(
        file,
        "authorization_details",
        ConstraintVectors::root,
        """
        details-two     | [ENTRY,ENTRY] | CLAIM_INVALID | link[0].authorization_details has [2] entries, must have [1]
        details-none    | [] | CLAIM_INVALID | link[0].authorization_details has [0] entries, must have [1]
        details-object  | ENTRY | CLAIM_INVALID | link[0].authorization_details is [object], must be [array]
        details-type    | [{"type":"other","tools":{}}] | CLAIM_INVALID | link[0].authorization_details[0].type must be [attenuating_agent_token]
        details-more    | [{"type":"attenuating_agent_token","tools":{},"actions":[]}] | CLAIM_INVALID | link[0].authorization_details[0].actions is not in this profile
        tools-missing   | [{"type":"attenuating_agent_token"}] | CLAIM_MISSING | link[0].authorization_details[0].tools is missing
        tools-array     | [{"type":"attenuating_agent_token","tools":[]}] | CLAIM_INVALID | link[0].authorization_details[0].tools is [array], must be [object]
        grant-array     | [{"type":"attenuating_agent_token","tools":{"a:b":[]}}] | CLAIM_INVALID | link[0].authorization_details[0].tools["a:b"] is [array], must be [object]
        action-empty    | [{"type":"attenuating_agent_token","tools":{"":{}}}] | CLAIM_INVALID | link[0].authorization_details[0].tools[""] has an empty name
        """
            .replace("ENTRY", entry));
  }

  private static void limits(VectorFile file) {
    String at = "link[0].authorization_details[0].tools";
    file.valid("values-256", "256 values", constrained(oneOf(256)));
    file.invalid(
        "values-257",
        "257 values",
        constrained(oneOf(257)),
        Reason.TOO_LARGE,
        at + "[\"a:b\"].x.values has [257] values, at most [256]");
    file.invalid(
        "clauses-17",
        "17 clauses",
        constrained("{\"type\":\"any\",\"of\":[" + repeated("{\"type\":\"wildcard\"}", 17) + "]}"),
        Reason.TOO_LARGE,
        at + "[\"a:b\"].x.of has [17] values, at most [16]");
    file.valid("nesting-5", "five composites in one another", constrained(nested(5)));
    StringBuilder actions = new StringBuilder("{");
    for (int i = 0; i <= 256; i++) {
      actions.append(i == 0 ? "" : ",").append("\"a:").append(i).append("\":{}");
    }
    file.invalid(
        "actions-257",
        "257 actions",
        root(scope(actions.append('}').toString())),
        Reason.TOO_LARGE,
        at + " has [257] actions, at most [256]");
    String longName = "a:" + "b".repeat(255);
    file.invalid(
        "action-257-bytes",
        "an action id of 257 bytes",
        root(scope("{\"" + longName + "\":{}}")),
        Reason.TOO_LARGE,
        at + "[\"" + longName.substring(0, 256) + "\"] has [257] bytes, at most [256]");
    file.valid(
        "action-256-bytes",
        "an action id of 256 bytes",
        root(scope("{\"" + longName.substring(1) + "\":{}}")));
    file.invalid(
        "text-4097",
        "a value of 4,097 bytes",
        constrained("{\"type\":\"exact\",\"value\":\"" + "x".repeat(4097) + "\"}"),
        Reason.TOO_LARGE,
        at + "[\"a:b\"].x.value has [4097] bytes, at most [4096]");
  }

  private static String oneOf(int count) {
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < count; i++) {
      values.append(i == 0 ? "" : ",").append(i);
    }
    return "{\"type\":\"one_of\",\"values\":[" + values + "]}";
  }

  private static String repeated(String json, int count) {
    return String.join(",", Collections.nCopies(count, json));
  }

  private static String nested(int depth) {
    String inner = "{\"type\":\"wildcard\"}";
    for (int i = 0; i < depth; i++) {
      inner = "{\"type\":\"all\",\"of\":[" + inner + "]}";
    }
    return inner;
  }
}
