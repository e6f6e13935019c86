package io.writ.cli;

import io.writ.core.artifact.Grant;
import io.writ.core.artifact.Handover;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.Quorum;
import io.writ.core.constraint.Constraint;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An artifact for programs; {@code verified} is null when nobody asked. */
final class InspectionJson {
  private InspectionJson() {}

  static JsonValue of(Inspection inspection) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    Rejected rejected = inspection.rejected();
    boolean isAsked = inspection.trust() != null;
    json.put("verified", isAsked ? new JsonValue.Truth(rejected == null) : nothing());
    if (rejected != null) {
      json.put("reason", text(rejected.reason().name()));
      json.put("detail", text(rejected.detail()));
    }
    json.put("authority", text(inspection.artifact().unverifiedAuthority()));
    json.put("expires", second(inspection.end().at()));
    json.put("expiresBy", text(inspection.end().by()));
    json.put("needsProof", new JsonValue.Truth(inspection.needsProof()));
    json.put("proof", proof(inspection));
    List<JsonValue> quorums = new ArrayList<>();
    inspection.trustQuorums().forEach(quorum -> quorums.add(quorum(quorum, "trust")));
    Quorum own = inspection.links().get(0).quorum();
    if (own != null) {
      quorums.add(quorum(own, "link[0]"));
    }
    json.put("quorums", new JsonValue.Items(quorums));
    json.put(
        "cosignatures",
        new JsonValue.Items(
            inspection.cosignatures().stream().map(InspectionJson::cosignature).toList()));
    putText(json, "revocation", inspection.revocation());
    List<JsonValue> links = new ArrayList<>();
    List<LinkView> views = inspection.links();
    List<String> hashes = inspection.artifact().linkHashes();
    for (int i = 0; i < views.size(); i++) {
      List<String> steps =
          i == 0 ? List.of() : NarrowingSteps.between(views.get(i - 1), views.get(i));
      links.add(link(views.get(i), hashes.get(i), steps));
    }
    json.put("links", new JsonValue.Items(links));
    return new JsonValue.Members(json);
  }

  private static JsonValue proof(Inspection inspection) {
    ProofView proof = inspection.proof();
    if (proof == null) {
      return nothing();
    }
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("aud", text(proof.audience()));
    json.put(
        "ageSeconds",
        new JsonValue.Whole(Duration.between(proof.issuedAt(), inspection.now()).toSeconds()));
    json.put("oneCall", new JsonValue.Truth(proof.isForOneCall()));
    return new JsonValue.Members(json);
  }

  private static JsonValue quorum(Quorum quorum, String whose) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("k", new JsonValue.Whole(quorum.k()));
    json.put("of", texts(List.copyOf(quorum.of())));
    json.put("demandedBy", text(whose));
    return new JsonValue.Members(json);
  }

  private static JsonValue cosignature(CosignatureView view) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("kid", text(view.keyId()));
    json.put("thumbprint", text(view.thumbprint()));
    json.put("exp", second(view.expiresAt()));
    json.put("oneCall", new JsonValue.Truth(view.isForOneCall()));
    json.put("hash", text(view.hash()));
    putText(json, "verdict", view.verdict());
    return new JsonValue.Members(json);
  }

  private static JsonValue link(LinkView link, String hash, List<String> steps) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("jti", text(link.id()));
    json.put("hash", text(hash));
    json.put("iss", text(link.issuer()));
    putText(json, "sub", link.subject());
    put(json, "act", link.act());
    putText(json, "txn", link.transaction());
    putText(json, "req_wl", link.requestWorkload());
    put(json, "gov", link.governance());
    if (link.policy() != null) {
      putText(json, "policy", link.policy().id());
      putText(json, "policyDigest", link.policy().digest());
    }
    if (link.status() != null) {
      putText(json, "statusList", link.status().uri());
      put(json, "statusIndex", new JsonValue.Whole(link.status().index()));
    }
    json.put("aud", texts(link.audience()));
    json.put("runtime", text(link.runtime()));
    json.put("iat", second(link.issuedAt()));
    put(json, "nbf", link.notBefore() == null ? null : second(link.notBefore()));
    json.put("exp", second(link.expiresAt()));
    json.put("depth", new JsonValue.Whole(link.depth()));
    json.put("maxDepth", new JsonValue.Whole(link.maxDepth()));
    json.put("handoff", new JsonValue.Truth(link.handoff()));
    Handover handover = link.handover();
    if (handover != null) {
      putText(json, "handedTo", handover.runtime());
      putText(json, "handedBy", handover.execution());
      putText(json, "handedWith", handover.message());
    }
    json.put("holder", text(link.holder().thumbprint()));
    json.put("holderAlg", text(link.holder().algorithm().headerName()));
    json.put("env", constraints(link.environment()));
    json.put("tools", tools(link.tools()));
    json.put("narrows", texts(steps));
    return new JsonValue.Members(json);
  }

  private static JsonValue tools(Map<String, Grant> tools) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    tools.forEach((action, grant) -> json.put(action, constraints(grant.constraints())));
    return new JsonValue.Members(json);
  }

  private static JsonValue constraints(Map<String, Constraint> constraints) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    constraints.forEach((name, constraint) -> json.put(name, constraint.toJson()));
    return new JsonValue.Members(json);
  }

  private static void putText(Map<String, JsonValue> json, String name, @Nullable String value) {
    put(json, name, value == null ? null : text(value));
  }

  private static void put(Map<String, JsonValue> json, String name, @Nullable JsonValue value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static JsonValue second(Instant instant) {
    return new JsonValue.Whole(instant.getEpochSecond());
  }

  private static JsonValue nothing() {
    return new JsonValue.Nothing();
  }

  private static JsonValue texts(List<String> texts) {
    return new JsonValue.Items(texts.stream().map(InspectionJson::text).toList());
  }

  private static JsonValue text(String text) {
    return new JsonValue.Text(text);
  }
}
