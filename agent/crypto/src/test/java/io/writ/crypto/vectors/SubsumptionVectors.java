package io.writ.crypto.vectors;

import io.writ.api.Reason;
import io.writ.crypto.Forge;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Each pair of constraint types: a child that its parent covers where the table has a rule, and one
 * that it does not.
 */
final class SubsumptionVectors {
  private static final String ACTION = "a:b";
  private static final String MORE =
      "link[1].authorization_details[0].tools[\"a:b\"].x admits more than its parent's constraint";

  /** What stands as parent, in the order of the specification's table. */
  private static final Map<String, String> PARENTS =
      table(
          """
          exact      | {"type":"exact","value":"EUR"}
          one_of     | {"type":"one_of","values":["EUR","CHF"]}
          not_one_of | {"type":"not_one_of","values":["USD"]}
          range      | {"type":"range","min":1,"max":500}
          contains   | {"type":"contains","values":["a"]}
          subset     | {"type":"subset","values":["a","b"]}
          path_under | {"type":"path_under","path":"/data"}
          url_under  | {"type":"url_under","url":"https://example.org/v1"}
          host       | {"type":"host","host":"*.example.org"}
          cidr       | {"type":"cidr","cidr":"10.0.0.0/8"}
          wildcard   | {"type":"wildcard"}
          """);

  /** Children that their parent covers; a second constraint stands in place of the parent. */
  private static final Map<String, String> COVERED =
      table(
          """
          exact exact           | {"type":"exact","value":"EUR"}
          exact one_of          | {"type":"one_of","values":["EUR"]}
          one_of exact          | {"type":"exact","value":"CHF"}
          one_of one_of         | {"type":"one_of","values":["CHF","EUR"]}
          not_one_of exact      | {"type":"exact","value":"EUR"}
          not_one_of one_of     | {"type":"one_of","values":["EUR","CHF"]}
          not_one_of not_one_of | {"type":"not_one_of","values":["GBP","USD"]}
          not_one_of range      | {"type":"range","min":8} | {"type":"not_one_of","values":[7]}
          not_one_of path_under | {"type":"path_under","path":"/data/in"}
          not_one_of url_under  | {"type":"url_under","url":"https://example.org/"}
          not_one_of host       | {"type":"host","host":"example.org"}
          not_one_of cidr       | {"type":"cidr","cidr":"2001:db8::/32"}
          range exact           | {"type":"exact","value":500}
          range one_of          | {"type":"one_of","values":[1,99.95]}
          range range           | {"type":"range","min":1.0,"max":500.00}
          contains contains     | {"type":"contains","values":["b","a"]}
          subset subset         | {"type":"subset","values":[]}
          path_under path_under | {"type":"path_under","paths":["/data","/data/in"]}
          url_under exact       | {"type":"exact","value":"HTTPS://EXAMPLE.ORG:443/v1/x?q=1"}
          url_under one_of      | {"type":"one_of","values":["https://example.org/v1"]}
          url_under url_under   | {"type":"url_under","url":"https://example.org:443/v1/x"}
          host exact            | {"type":"exact","value":"A.example.org"}
          host one_of           | {"type":"one_of","values":["a.example.org","b.a.example.org"]}
          host host             | {"type":"host","host":"*.a.example.org"}
          cidr exact            | {"type":"exact","value":"10.255.255.255"}
          cidr one_of           | {"type":"one_of","values":["10.0.0.0","10.1.2.3"]}
          cidr cidr             | {"type":"cidr","cidrs":["10.0.0.0/8","10.1.0.0/16"]}
          wildcard wildcard     | {"type":"wildcard"}
          """);

  /** Children that their parent does not cover, nearly all by a hair. */
  private static final Map<String, String> REFUSED =
      table(
          """
          exact exact           | {"type":"exact","value":"eur"}
          exact one_of          | {"type":"one_of","values":["EUR","CHF"]}
          one_of exact          | {"type":"exact","value":"USD"}
          one_of one_of         | {"type":"one_of","values":["EUR","USD"]}
          not_one_of exact      | {"type":"exact","value":"USD"}
          not_one_of one_of     | {"type":"one_of","values":["EUR",5]}
          not_one_of not_one_of | {"type":"not_one_of","values":["GBP"]}
          not_one_of range      | {"type":"range","min":7} | {"type":"not_one_of","values":[7]}
          not_one_of path_under | {"type":"path_under","path":"/a"} | {"type":"not_one_of","values":["/a/b"]}
          not_one_of url_under  | {"type":"url_under","url":"https://h/"} | {"type":"not_one_of","values":["https://H:443/x"]}
          not_one_of host       | {"type":"host","host":"*.h"} | {"type":"not_one_of","values":["A.h"]}
          not_one_of cidr       | {"type":"cidr","cidr":"::1/128"} | {"type":"not_one_of","values":["0::1"]}
          range exact           | {"type":"exact","value":500.01}
          range one_of          | {"type":"one_of","values":[1,"2"]}
          range range           | {"type":"range","min":1}
          contains contains     | {"type":"contains","values":["b"]}
          subset subset         | {"type":"subset","values":["a","c"]}
          path_under path_under | {"type":"path_under","path":"/database"}
          path_under exact      | {"type":"exact","value":"/data/in"}
          path_under one_of     | {"type":"one_of","values":["/data/in"]}
          url_under exact       | {"type":"exact","value":"https://example.org/v10"}
          url_under one_of      | {"type":"one_of","values":["https://example.org/v1/../v2"]}
          url_under url_under   | {"type":"url_under","url":"http://example.org/v1"}
          host exact            | {"type":"exact","value":"example.org"}
          host one_of           | {"type":"one_of","values":["a.example.org","aexample.org"]}
          host host             | {"type":"host","hosts":["a.example.org","example.org"]}
          cidr exact            | {"type":"exact","value":"010.0.0.1"}
          cidr one_of           | {"type":"one_of","values":["10.0.0.1","11.0.0.0"]}
          cidr cidr             | {"type":"cidr","cidr":"10.0.0.0/7"}
          all wildcard          | {"type":"wildcard"} | {"type":"all","of":[{"type":"wildcard"},{"type":"range","min":1}]}
          any wildcard          | {"type":"wildcard"} | {"type":"any","of":[{"type":"range","min":1},{"type":"range","max":1}]}
          """);

  private static final String NEVER = "{\"type\":\"exact\",\"value\":\"never\"}";

  private SubsumptionVectors() {}

  private static Map<String, String> table(String text) {
    Map<String, String> table = new LinkedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              int bar = line.indexOf('|');
              table.put(line.substring(0, bar).strip(), line.substring(bar + 1).strip());
            });
    return table;
  }

  private static String composite(String type, String first, String second) {
    return "{\"type\":\"" + type + "\",\"of\":[" + first + "," + second + "]}";
  }

  private static boolean isComposite(String type) {
    return type.equals("all") || type.equals("any");
  }

  /** Child, and parent when it is another than the type's own; null where no rule covers. */
  private static String[] covered(String parent, String child) {
    if (isComposite(parent)) {
      // The clause that decides is of the child's own type, or for composites a simple one.
      String clause = isComposite(child) ? "range" : child;
      String other = parent.equals("all") ? "{\"type\":\"wildcard\"}" : NEVER;
      return new String[] {
        covered(clause, child)[0], composite(parent, PARENTS.getOrDefault(clause, ""), other)
      };
    }
    if (isComposite(child)) {
      String simple = cell(COVERED, parent, parent)[0];
      String second =
          child.equals("all") ? "{\"type\":\"wildcard\"}" : PARENTS.getOrDefault(parent, "");
      return new String[] {composite(child, simple, second)};
    }
    return parent.equals("wildcard")
        ? new String[] {PARENTS.getOrDefault(child, "")}
        : cell(COVERED, parent, child);
  }

  private static String[] refused(String parent, String child) {
    String[] own = cell(REFUSED, parent, child);
    if (own.length > 0) {
      return own;
    }
    if (isComposite(parent)) {
      String clause = isComposite(child) ? "range" : child;
      String other = parent.equals("all") ? "{\"type\":\"wildcard\"}" : NEVER;
      return new String[] {
        refused(clause, child)[0], composite(parent, PARENTS.getOrDefault(clause, ""), other)
      };
    }
    if (isComposite(child)) {
      String wider = cell(REFUSED, parent, parent)[0];
      String good = cell(COVERED, parent, parent)[0];
      return new String[] {
        child.equals("all")
            ? composite(child, wider, "{\"type\":\"wildcard\"}")
            : composite(child, good, wider)
      };
    }
    return new String[] {PARENTS.getOrDefault(child, "")};
  }

  private static String[] cell(Map<String, String> table, String parent, String child) {
    String cell = table.get(parent + " " + child);
    return cell == null ? new String[0] : cell.split(" \\| ", -1);
  }

  static VectorFile file() {
    VectorFile file =
        new VectorFile(
            "subsumption",
            "artifact",
            "Which constraint covers which: for each pair of types a child that its parent covers,"
                + " where the table has a rule, and one that it does not. The root says"
                + " writ.handoff, so that equality is no reason.",
            Configuration.standard().members());
    String[] types = {
      "exact",
      "one_of",
      "not_one_of",
      "range",
      "contains",
      "subset",
      "path_under",
      "url_under",
      "host",
      "cidr",
      "all",
      "any",
      "wildcard"
    };
    for (String parent : types) {
      for (String child : types) {
        String pair = parent + "-" + child;
        String[] good = covered(parent, child);
        if (good.length > 0) {
          file.valid(
              pair + "-covered",
              parent(parent, good) + " covers " + good[0],
              artifact(parent(parent, good), good[0]));
        }
        if (!parent.equals("wildcard")) {
          String[] bad = refused(parent, child);
          file.invalid(
              pair + "-refused",
              parent(parent, bad) + " does not cover " + bad[0],
              artifact(parent(parent, bad), bad[0]),
              Reason.WIDENED,
              MORE);
        }
      }
    }
    return file;
  }

  private static String parent(String type, String[] pair) {
    return pair.length > 1 ? pair[1] : PARENTS.getOrDefault(type, "");
  }

  private static String artifact(String parent, String child) {
    String root =
        Forge.rootLink(Forge.with(Small.root(scope(parent)), "writ", "{\"handoff\":true}"));
    return Forge.proven(
        Forge.chain(
            root, Forge.link(Forge.CHILD_HEADER, Small.child(root, scope(child)), Forge.HOLDER)));
  }

  private static String scope(String constraint) {
    return Forge.scope("{\"" + ACTION + "\":{\"x\":" + constraint + "}}");
  }
}
