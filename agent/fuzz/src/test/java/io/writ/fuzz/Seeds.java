package io.writ.fuzz;

import io.writ.core.artifact.Handover;
import io.writ.core.encoding.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the fuzzer begins with: objects that verify, so that it need not find JSON by itself. */
final class Seeds {
  private static final String JWK = JsonWriter.write(ChainTarget.KEY.toJwk());
  private static final String TOOLS =
      """
      "authorization_details":[{"type":"attenuating_agent_token","tools":{"java:a#b(long)":{\
      "a":{"type":"range","min":0,"max":%d},"b":{"type":"one_of","values":["x","y"]},\
      "c":{"type":"any","of":[{"type":"all","of":[{"type":"not_one_of","values":["q"]},{"type":"wildcard"}]},{"type":"exact","value":"z"}]}},\
      "jdk:file.read":{"path":{"type":"path_under","path":"/data"}},\
      "jdk:net.connect":{"host":{"type":"cidr","cidrs":["10.0.0.0/8","2001:db8::/32"]},"port":{"type":"exact","value":443}},\
      "mcp:s/t":{"u":{"type":"url_under","url":"https://a.example/v1"},"h":{"type":"host","hosts":["*.example.org"]},\
      "l":{"type":"subset","values":["a","b"]},"m":{"type":"contains","values":["a"]}}}}]""";
  private static final String COMMON =
      """
      "aud":["example.org"],"iat":1799999990,"exp":1800000200,"may_act":{"sub":"spiffe://example.org/"},\
      "cnf":{"jwk":%s},"del_max_depth":3,"sub":"alice","txn":"t",\
      """
          .formatted(JWK);

  private Seeds() {}

  static void write(String target, Path corpus) throws IOException {
    List<String> seeds =
        switch (target) {
          case "JsonTarget" -> List.of(root(500, ""), "[1.5e3,-0,\"\\u00e9\",true,null,{}]");
          case "LinkTarget" ->
              List.of(
                  "\u0000{\"alg\":\"Ed25519\",\"typ\":\"writ+jwt\",\"kid\":\"k\",\"crit\":[\"writ\"],\"writ\":1}\n"
                      + root(500, ""),
                  "\u0001" + ChainTarget.presented(root(500, "")));
          case "ChainTarget" ->
              List.of(
                  root(500, "") + "\n" + proof(),
                  root(500, "") + "\n" + child(100, "") + "\n" + proof(),
                  root(500, "") + "\n" + child(100, handover()),
                  root(500, environment()) + "\n" + cosignature() + "\n" + proof());
          case "PolicyTarget" -> List.of(policy());
          default -> List.of(revocations(), statuses(), signedPolicy());
        };
    for (int i = 0; i < seeds.size(); i++) {
      Files.write(corpus.resolve("seed-" + i), seeds.get(i).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String root(int max, String writ) {
    return "{\"iss\":\"https://i.example\",\"jti\":\"01900000-0000-7000-8000-000000000001\","
        + COMMON
        + "\"del_depth\":0,"
        + TOOLS.formatted(max)
        + writ
        + "}";
  }

  private static String child(int max, String writ) {
    return "{\"iss\":\""
        + ChainTarget.KEY.thumbprintUri()
        + "\",\"jti\":\"01900000-0000-7000-8000-000000000002\",\"par_hash\":\"@HASH@\","
        + COMMON
        + "\"del_depth\":1,"
        + TOOLS.formatted(max)
        + writ
        + "}";
  }

  private static String handover() {
    return ",\"writ\":{\"handover\":{\"to\":\""
        + ChainTarget.RUNTIME
        + "\",\"exec\":\"00000000000000070000000000000009\",\"msg\":\""
        + Handover.digest(ChainTarget.MESSAGE)
        + "\"}}";
  }

  private static String environment() {
    return ",\"writ\":{\"env\":{\"host\":{\"type\":\"exact\",\"value\":\"h\"},"
        + "\"time_of_day\":{\"type\":\"range\",\"min\":0,\"max\":1439}},"
        + "\"quorum\":{\"k\":1,\"of\":[\""
        + ChainTarget.KEY.thumbprint()
        + "\"]},\"handoff\":true}";
  }

  private static String cosignature() {
    return "C{\"iss\":\""
        + ChainTarget.KEY.thumbprintUri()
        + "\",\"jti\":\"c\",\"iat\":1799999990,\"exp\":1800000100,\"aud\":\"example.org\","
        + "\"aat_hash\":\"@ROOT@\"}";
  }

  private static String proof() {
    return "P{\"jti\":\"p\",\"iat\":1800000000,\"aud\":\""
        + ChainTarget.RUNTIME
        + "\",\"art_hash\":\"@CHAIN@\"}";
  }

  private static String revocations() {
    return "{\"version\":3,\"iat\":1799999990,\"exp\":1800000200,\"ttl\":60,\"revoked\":{\"links\":"
        + "[\"a\"],\"keys\":[],\"transactions\":[\"t\"]}}";
  }

  private static String policy() {
    return """
        # all there is
        id: shop
        version: 3
        mode: enforce
        environment: [HOME]
        authorities:
          a: { actions: ["*"], quorum: { k: 1, of: [b] } }
        ambient:
          r:
            actions: ["jdk:file.read"]
            where: { path: { path_under: ["${java.home}", "${class.path}", "${env.HOME}/x"] } }
          c: { actions: ["jdk:net.connect"], where: { host: { cidr: 10.0.0.0/8 }, port: 443 } }
        ceiling:
          p: { actions: ["x:*"], where: { n: { range: { min: 0.5, max: 9 } } }, quorum: { k: 1, of: [b] } }
        deny:
          d: { actions: ["jdk:runtime.exit"] }
        actions:
          t: { annotation: a.b.Tool, arguments: { n: 0 } }
          m: { method: "java.sql.Statement#execute*", action: "jdbc:{method}", arguments: all }
        journal:
          attributes: { "jdk:file.*": [path], "jdk:*": ["*"] }
        """;
  }

  private static String signedPolicy() {
    return "{\"id\":\"shop\",\"version\":3,\"iat\":1799999990,\"document\":\"id: shop\\nversion: 3\\n\"}";
  }

  private static String statuses() {
    return "{\"sub\":\"u\",\"iat\":1799999990,\"status_list\":{\"bits\":1,\"lst\":\"eNrbuRgAAhcBXQ\"}}";
  }
}
