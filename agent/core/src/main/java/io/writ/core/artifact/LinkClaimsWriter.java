package io.writ.core.artifact;

import io.writ.core.constraint.Constraint;
import io.writ.core.encoding.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the claims of one link as {@link LinkClaimsReader} reads them. */
final class LinkClaimsWriter {
  private LinkClaimsWriter() {}

  static JsonValue toJson(LinkClaims link) {
    Map<String, JsonValue> claims = new LinkedHashMap<>();
    SharedClaims shared = link.shared();
    put(claims, "iss", link.issuer());
    put(claims, "sub", shared.subject());
    claims.put("aud", texts(link.audience()));
    claims.put("iat", new JsonValue.Whole(link.issuedAt()));
    Long notBefore = link.notBefore();
    if (notBefore != null) {
      claims.put("nbf", new JsonValue.Whole(notBefore));
    }
    claims.put("exp", new JsonValue.Whole(link.expiresAt()));
    put(claims, "jti", link.id());
    claims.put("may_act", object("sub", new JsonValue.Text(link.mayAct())));
    put(claims, "act", shared.act());
    put(claims, "txn", shared.transaction());
    put(claims, "req_wl", shared.requestWorkload());
    claims.put("authorization_details", scope(link.tools()));
    claims.put("cnf", object("jwk", link.holder().toJwk()));
    claims.put("del_depth", new JsonValue.Whole(link.depth()));
    claims.put("del_max_depth", new JsonValue.Whole(link.maxDepth()));
    put(claims, "par_hash", link.parentHash());
    put(claims, "status", status(link.status()));
    Map<String, JsonValue> writ = writ(link);
    if (!writ.isEmpty()) {
      claims.put("writ", new JsonValue.Members(writ));
    }
    return new JsonValue.Members(claims);
  }

  /** A scope as {@code authorization_details}. */
  static JsonValue scope(Map<String, Grant> tools) {
    Map<String, JsonValue> byAction = new LinkedHashMap<>();
    for (Map.Entry<String, Grant> tool : tools.entrySet()) {
      byAction.put(tool.getKey(), constraints(tool.getValue().constraints()));
    }
    Map<String, JsonValue> entry = new LinkedHashMap<>();
    put(entry, "type", ScopeReader.TYPE);
    entry.put("tools", new JsonValue.Members(byAction));
    return new JsonValue.Items(List.of(new JsonValue.Members(entry)));
  }

  private static JsonValue constraints(Map<String, Constraint> byName) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    byName.forEach((name, constraint) -> members.put(name, constraint.toJson()));
    return new JsonValue.Members(members);
  }

  private static @Nullable JsonValue status(@Nullable StatusReference status) {
    if (status == null) {
      return null;
    }
    Map<String, JsonValue> list = new LinkedHashMap<>();
    list.put("idx", new JsonValue.Whole(status.index()));
    list.put("uri", new JsonValue.Text(status.uri()));
    return object("status_list", new JsonValue.Members(list));
  }

  private static @Nullable JsonValue quorum(@Nullable Quorum quorum) {
    if (quorum == null) {
      return null;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("k", new JsonValue.Whole(quorum.k()));
    members.put("of", texts(List.copyOf(quorum.of())));
    return new JsonValue.Members(members);
  }

  private static @Nullable JsonValue handover(@Nullable Handover handover) {
    if (handover == null) {
      return null;
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    put(members, "to", handover.runtime());
    put(members, "exec", handover.execution());
    put(members, "msg", handover.message());
    return new JsonValue.Members(members);
  }

  static JsonValue texts(List<String> values) {
    return new JsonValue.Items(
        values.stream().<JsonValue>map(value -> new JsonValue.Text(value)).toList());
  }

  private static Map<String, JsonValue> writ(LinkClaims link) {
    Map<String, JsonValue> writ = new LinkedHashMap<>();
    PolicyPin policy = link.shared().policy();
    if (policy != null) {
      Map<String, JsonValue> pin = new LinkedHashMap<>();
      put(pin, "id", policy.id());
      put(pin, "digest", policy.digest());
      writ.put("policy", new JsonValue.Members(pin));
    }
    put(writ, "gov", link.shared().governance());
    put(writ, "quorum", quorum(link.shared().quorum()));
    if (!link.environment().isEmpty()) {
      writ.put("env", constraints(link.environment()));
    }
    if (link.handoff()) {
      writ.put("handoff", new JsonValue.Truth(true));
    }
    put(writ, "handover", handover(link.handover()));
    return writ;
  }

  private static JsonValue object(String name, JsonValue value) {
    return new JsonValue.Members(Map.of(name, value));
  }

  private static void put(Map<String, JsonValue> members, String name, @Nullable String text) {
    if (text != null) {
      members.put(name, new JsonValue.Text(text));
    }
  }

  private static void put(Map<String, JsonValue> members, String name, @Nullable JsonValue value) {
    if (value != null) {
      members.put(name, value);
    }
  }
}
