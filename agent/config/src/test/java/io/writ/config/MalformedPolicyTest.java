package io.writ.config;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.constraint.RealPath;
import io.writ.core.policy.Policy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One good document, spoilt in every place in turn: each time refused, with place and sentence. */
class MalformedPolicyTest {
  static final String GOOD =
      """
      id: shop
      version: 3
      mode: enforce
      environment: [DATA]
      authorities:
        issuer: { actions: ["shop:*", "jdk:net.connect"], quorum: { k: 1, of: [anna, ben] } }
      ambient:
        own-code:
          actions: ["jdk:file.read"]
          where: { path: { path_under: ["${java.home}", "${class.path}"] } }
        data:
          actions: ["jdk:file.read", "jdk:file.write"]
          where: { path: { path_under: "${env.DATA}/shop" } }
        peers:
          actions: ["jdk:net.connect"]
          where: { host: { cidr: ["10.0.0.0/8"] }, port: { one_of: [443, 8443] } }
      ceiling:
        pay:
          actions: ["shop:pay"]
          where: { amount: { range: { min: 0, max: 500 } }, tags: { subset: ["a", "b"] } }
          quorum: { k: 2, of: [anna, ben] }
      deny:
        names:
          actions: ["jdk:net.connect"]
          where: { host: { any: [{ exact: "10.0.0.1" }, { host: "*.example.org" }] } }
      actions:
        tools: { annotation: dev.acme.Tool, action: "tool:{method}", arguments: { sum: 0 } }
        sql: { method: "java.sql.Statement#execute*", arguments: all }
      destinations:
        partner:
          to: ["https://partner.example:8443", "kafka:orders"]
          runtime: spiffe://example.org/partner
          audience: example.org
          key: { alg: Ed25519, x: 11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo }
          actions: ["shop:*"]
          lifetime: PT30S
      journal:
        attributes: { "jdk:file.*": [path], "jdk:net.connect": [host, port] }
        durability: { "jdk:file.write": L2 }
      """;

  private static final PolicyContext CONTEXT =
      new PolicyContext(
          Map.of(
              "jdk:file.read",
              List.of("path"),
              "jdk:file.write",
              List.of("path"),
              "jdk:net.connect",
              List.of("host", "port")),
          Map.of("java.home", "/jdk", "java.class.path", "/app/a.jar", "path.separator", ":"),
          Map.of("DATA", "/data"),
          RealPath::new);

  /** Names that the document's grammar knows; all other keys are the author's own. */
  private static final Pattern KEY =
      Pattern.compile(
          "\\b(id|version|mode|environment|authorities|ambient|ceiling|deny|actions|journal|where"
              + "|quorum|k|of|path_under|cidr|one_of|range|min|max|subset|any|exact|annotation"
              + "|action|arguments|method|attributes|durability|path|host|port"
              + "|destinations|to|runtime|audience|key|alg|lifetime):");

  private static final Pattern FILE_LINE_COLUMN = Pattern.compile("p\\.yaml:\\d+:\\d+: [a-z\\[].+");

  private static Policy read(String text) throws ConfigurationRefused {
    return PolicyReader.read("p.yaml", text.getBytes(StandardCharsets.UTF_8), CONTEXT);
  }

  static Set<String> spoilt() {
    Set<String> spoilt = new LinkedHashSet<>();
    Matcher key = KEY.matcher(GOOD);
    while (key.find()) {
      spoilt.add(GOOD.substring(0, key.start()) + "x" + GOOD.substring(key.start()));
      spoilt.add(GOOD.substring(0, key.end()) + " &a" + GOOD.substring(key.end()));
      spoilt.add(GOOD.substring(0, key.end()) + " !t" + GOOD.substring(key.end()));
    }
    for (String[] change : CHANGES) {
      Matcher found = Pattern.compile(change[0]).matcher(GOOD);
      while (found.find()) {
        String value = found.group().replaceFirst(change[0], change[1]);
        spoilt.add(GOOD.substring(0, found.start()) + value + GOOD.substring(found.end()));
      }
    }
    List<String> lines = GOOD.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.indexOf('[') > 0 || line.indexOf('{') > 0) {
        spoilt.add(with(lines, i, line.substring(0, line.length() - 1)));
        spoilt.add(with(lines, i, line + " ]"));
      }
      spoilt.add(with(lines, i, line + "\n\t- tab"));
      if (line.endsWith(":") && !line.startsWith(" ")) {
        spoilt.add(with(lines, i, line + " {}\n" + line));
      }
    }
    return spoilt;
  }

  /** A pattern, and what each of its finds is replaced by in turn. */
  private static final String[][] CHANGES = {
    {"jdk:file\\.read", "jdk:file.raed"},
    {"jdk:net\\.connect", "jdk:net.conect"},
    {"\"(jdk|shop):", "\"$1"},
    {"\"jdk:[a-z.]+\"", "\"jdk:*.x\""},
    {"(?<!subset: )\\[(\"[^\\]]*)\\]", "[]"},
    {"\\[(\"[^\\]]*)\\]", "7"},
    {"\\{ (path|host|amount):", "{ $1: [], $1:"},
    {"\\$\\{[a-z.]+", "\\${nothing"},
    {"\\$\\{env\\.DATA\\}", "\\${env.HOME}"},
    {"\\$\\{class\\.path\\}", "\\${class.path}/x"},
    {"id: shop", "id: sh op"},
    {"id: shop", "id: 7"},
    {"version: 3", "version: 0"},
    {"version: 3", "version: 1.5"},
    {"version: 3", "version: three"},
    {"version: 3", "version: 9007199254740992"},
    {"mode: enforce", "mode: enforced"},
    {"mode: enforce", "mode: true"},
    {"k: \\d", "k: 0"},
    {"k: \\d", "k: 3"},
    {"anna, ben", "anna, anna"},
    {"anna, ben", "an na, ben"},
    {"10\\.0\\.0\\.0/8", "10.0.0.0/33"},
    {"10\\.0\\.0\\.0/8", "ten"},
    {"443, 8443", "443, [8443]"},
    {"min: 0, max: 500", "min: 501, max: 500"},
    {"min: 0, max: 500", "min: zero"},
    {"min: 0, max: 500", "min: 1e99"},
    {"\\*\\.example\\.org", "*.*.example.org"},
    {"\\{ exact: \"10\\.0\\.0\\.1\" \\}", "{ exact: \"a\", host: \"b\" }"},
    {"\\{ exact: \"10\\.0\\.0\\.1\" \\}", "{}"},
    {"annotation: dev\\.acme\\.Tool, ", ""},
    {"tool:\\{method\\}", "tool:{methods}"},
    {"tool:\\{method\\}", "jdk:{method}"},
    {"java\\.sql\\.Statement#execute\\*", "java.sql.Statement"},
    {"java\\.sql\\.Statement#execute\\*", "java.*.Statement#execute"},
    {"sum: 0", "sum: -1"},
    {"arguments: all", "arguments: every"},
    {"\\[path\\]", "[pth]"},
    {"\\[host, port\\]", "[host, prot]"},
    {"(?m)^(\\w+):$", "$1: 7"},
    {"(?m)^  ([a-z-]+):$", "  $1: nothing"},
  };

  private static String with(List<String> lines, int index, String line) {
    List<String> changed = new ArrayList<>(lines);
    changed.set(index, line);
    return String.join("\n", changed) + "\n";
  }

  private static String refusal(String document) {
    try {
      read(document);
      return "accepted";
    } catch (ConfigurationRefused e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void everySpoiltDocument_isRefusedWithLineColumnAndSentence() {
    assertDoesNotThrow(() -> read(GOOD));
    Set<String> spoilt = spoilt();
    List<String> wrong = new ArrayList<>();
    for (String document : spoilt) {
      String message = refusal(document);
      if (!FILE_LINE_COLUMN.matcher(message).matches()) {
        wrong.add(message + " for:\n" + document);
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(spoilt.size() >= 200, "documents: " + spoilt.size());
    System.out.println(
        "malformed policies: " + spoilt.size() + ", each refused with line, column and sentence");
  }
}
