package io.writ.crypto.vectors;

import static io.writ.crypto.vectors.VectorFile.text;

import io.writ.core.artifact.Quorum;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.PublicKey;
import io.writ.crypto.Beside;
import io.writ.crypto.Forge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The verifier that vectors are put to, as JSON. */
final class Configuration {
  private final Map<String, JsonValue> members = new LinkedHashMap<>();

  private Configuration() {}

  /** The runtime of all files: one authority, default lifetimes, nothing else demanded. */
  static Configuration standard() {
    Configuration configuration = new Configuration();
    Map<String, JsonValue> members = configuration.members;
    members.put("now", new JsonValue.Whole(Forge.NOW));
    members.put("started", new JsonValue.Whole(Forge.NOW - 60));
    members.put(
        "runtime",
        Forge.json("{\"id\":\"spiffe://example.org/payments\",\"audience\":\"example.org\"}"));
    configuration.keys("authorities", Map.of("issuer-2026", Forge.AUTHORITY.publicKey()));
    members.put("lifetimes", Forge.json("{\"leaf\":300,\"root\":3600}"));
    return configuration.with("possession", "\"if-delegable\"");
  }

  Configuration with(String name, String json) {
    members.put(name, Forge.json(json));
    return this;
  }

  Configuration keys(String name, Map<String, PublicKey> keys) {
    List<JsonValue> list = new ArrayList<>();
    keys.forEach(
        (keyId, key) -> {
          Map<String, JsonValue> jwk = new LinkedHashMap<>();
          jwk.put("kid", text(keyId));
          jwk.putAll(key.toJwk().byName());
          list.add(new JsonValue.Members(jwk));
        });
    members.put(name, new JsonValue.Items(list));
    return this;
  }

  /** The co-signers of {@link Beside}, and these quorums. */
  Configuration demanding(Quorum... quorums) {
    keys("cosigners", Beside.cosigners().byKeyId());
    return quorums(quorums);
  }

  Configuration quorums(Quorum... quorums) {
    List<JsonValue> list = new ArrayList<>();
    for (Quorum quorum : quorums) {
      Map<String, JsonValue> demand = new LinkedHashMap<>();
      demand.put("k", new JsonValue.Whole(quorum.k()));
      demand.put("of", new JsonValue.Items(quorum.of().stream().map(VectorFile::text).toList()));
      list.add(new JsonValue.Members(demand));
    }
    members.put("quorums", new JsonValue.Items(list));
    return this;
  }

  /** What senders sign hand-overs for. */
  Configuration runtimeKey(PublicKey key) {
    if (members.get("runtime") instanceof JsonValue.Members runtime) {
      Map<String, JsonValue> keyed = new LinkedHashMap<>(runtime.byName());
      keyed.put("key", new JsonValue.Members(key.toJwk().byName()));
      members.put("runtime", new JsonValue.Members(keyed));
    }
    return this;
  }

  Map<String, JsonValue> members() {
    return members;
  }
}
