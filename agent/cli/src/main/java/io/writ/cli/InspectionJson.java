package io.writ.cli;

import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.constraint.Constraint;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Rejected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An artifact for programs; {@code verified} is null when nobody asked. */
final class InspectionJson {
  private InspectionJson() {}

  static JsonValue of(UnverifiedArtifact artifact, Inspect.Verification verification) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    Rejected rejected = verification.rejected();
    json.put(
        "verified",
        verification.isAsked() ? new JsonValue.Truth(rejected == null) : new JsonValue.Nothing());
    if (rejected != null) {
      json.put("reason", new JsonValue.Text(rejected.reason().name()));
      json.put("detail", new JsonValue.Text(rejected.detail()));
    }
    json.put("authority", new JsonValue.Text(artifact.unverifiedAuthority()));
    List<JsonValue> links = new ArrayList<>();
    List<LinkView> views = artifact.unverifiedLinks();
    for (int i = 0; i < views.size(); i++) {
      links.add(link(views.get(i), i == 0 ? List.of() : steps(views.get(i - 1), views.get(i))));
    }
    json.put("links", new JsonValue.Items(links));
    return new JsonValue.Members(json);
  }

  private static List<String> steps(LinkView parent, LinkView child) {
    return NarrowingSteps.between(parent, child);
  }

  private static JsonValue link(LinkView link, List<String> steps) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("jti", new JsonValue.Text(link.id()));
    json.put("iss", new JsonValue.Text(link.issuer()));
    String subject = link.subject();
    if (subject != null) {
      json.put("sub", new JsonValue.Text(subject));
    }
    json.put("aud", texts(link.audience()));
    json.put("runtime", new JsonValue.Text(link.runtime()));
    json.put("iat", new JsonValue.Whole(link.issuedAt().getEpochSecond()));
    json.put("exp", new JsonValue.Whole(link.expiresAt().getEpochSecond()));
    json.put("depth", new JsonValue.Whole(link.depth()));
    json.put("maxDepth", new JsonValue.Whole(link.maxDepth()));
    json.put("holder", new JsonValue.Text(link.holder().thumbprint()));
    json.put("tools", tools(link.tools()));
    json.put("narrows", texts(steps));
    return new JsonValue.Members(json);
  }

  private static JsonValue tools(Map<String, Grant> tools) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    for (Map.Entry<String, Grant> tool : tools.entrySet()) {
      Map<String, JsonValue> arguments = new LinkedHashMap<>();
      for (Map.Entry<String, Constraint> entry : tool.getValue().constraints().entrySet()) {
        arguments.put(entry.getKey(), entry.getValue().toJson());
      }
      json.put(tool.getKey(), new JsonValue.Members(arguments));
    }
    return new JsonValue.Members(json);
  }

  private static JsonValue texts(List<String> texts) {
    return new JsonValue.Items(
        texts.stream().<JsonValue>map(text -> new JsonValue.Text(text)).toList());
  }
}
