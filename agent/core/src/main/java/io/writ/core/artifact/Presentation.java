package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An artifact as it travels, taken apart but with nothing in it checked: its links and, beside
 * them, co-signatures and one proof of possession.
 *
 * <p>As text: {@code {"links":[…],"cosignatures":[…],"proof":"…"}}, where the last two may be
 * missing; or the JSON array of the links alone; or one link alone.
 *
 * @param links compact JWS, root first, 1 to 9
 * @param cosignatures compact JWS, at most 16
 * @param proof compact JWS, or null
 */
public record Presentation(List<String> links, List<String> cosignatures, @Nullable String proof) {

  private static final Set<String> MEMBERS = Set.of("links", "cosignatures", "proof");

  /** Copies the lists. */
  public Presentation {
    links = List.copyOf(links);
    cosignatures = List.copyOf(cosignatures);
  }

  /** Takes a presented text apart, within the limits. */
  public static Presentation parse(String presented) throws Rejected {
    if (presented.length() > Limits.PRESENTED_CHARS) {
      throw tooLarge("artifact", presented.length(), Limits.PRESENTED_CHARS, "characters");
    }
    Presentation presentation =
        switch (presented.isEmpty() ? ' ' : presented.charAt(0)) {
          case '[' -> new Presentation(texts(read(presented), "link"), List.of(), null);
          case '{' -> fromObject(Claim.members(read(presented), "artifact"));
          default -> new Presentation(List.of(presented), List.of(), null);
        };
    presentation.checkSizes();
    return presentation;
  }

  private static Presentation fromObject(Map<String, JsonValue> members) throws Rejected {
    for (String name : members.keySet()) {
      // The JSON serialization of a JWS arrives here too, and is none of ours.
      if (!MEMBERS.contains(name)) {
        throw new Rejected(
            Reason.MALFORMED, "artifact has a member outside [links, cosignatures, proof]");
      }
    }
    Claim.items(members.get("links"), "artifact.links");
    JsonValue cosignatures = members.get("cosignatures");
    JsonValue proof = members.get("proof");
    if (proof != null && !(proof instanceof JsonValue.Text)) {
      throw notText("proof", proof);
    }
    return new Presentation(
        texts(members.get("links"), "link"),
        cosignatures == null ? List.of() : texts(cosignatures, "cosignature"),
        proof instanceof JsonValue.Text text ? text.value() : null);
  }

  private static List<String> texts(@Nullable JsonValue json, String what) throws Rejected {
    List<String> texts = new ArrayList<>();
    for (JsonValue item : Claim.items(json, "artifact." + what + "s")) {
      if (!(item instanceof JsonValue.Text text)) {
        throw notText(what + "[" + texts.size() + "]", item);
      }
      texts.add(text.value());
    }
    return texts;
  }

  private void checkSizes() throws Rejected {
    if (links.isEmpty()) {
      throw new Rejected(Reason.MALFORMED, "artifact has no link");
    }
    if (links.size() > Limits.DEPTH + 1) {
      throw new Rejected(
          Reason.DEPTH_EXCEEDED,
          "artifact has [" + links.size() + "] links, at most [" + (Limits.DEPTH + 1) + "]");
    }
    if (cosignatures.size() > Limits.COSIGNATURES) {
      throw tooLarge("artifact", cosignatures.size(), Limits.COSIGNATURES, "cosignatures");
    }
    int chars = links.stream().mapToInt(String::length).sum();
    if (chars > Limits.CHAIN_CHARS) {
      throw tooLarge("artifact.links", chars, Limits.CHAIN_CHARS, "characters");
    }
  }

  private static JsonValue read(String presented) throws Rejected {
    try {
      // A lone surrogate becomes a question mark here, which no link may hold.
      return JsonReader.read(presented.getBytes(StandardCharsets.UTF_8));
    } catch (EncodingRefused e) {
      throw new Rejected(Reason.MALFORMED, "artifact " + e.problem());
    }
  }

  private static Rejected notText(String what, JsonValue json) {
    return new Rejected(Reason.MALFORMED, what + " is [" + json.typeName() + "], must be [string]");
  }

  private static Rejected tooLarge(String what, int actual, int limit, String unit) {
    return new Rejected(
        Reason.TOO_LARGE, what + " has [" + actual + "] " + unit + ", at most [" + limit + "]");
  }

  /** With one more co-signature. */
  public Presentation withCosignature(String cosignature) {
    List<String> more = new ArrayList<>(cosignatures);
    more.add(cosignature);
    return new Presentation(links, more, proof);
  }

  /** With this proof instead of any other. */
  public Presentation withProof(String replacement) {
    return new Presentation(links, cosignatures, replacement);
  }

  /** The text, one line: an array when there are links only. */
  public String toText() {
    JsonValue chain = array(links);
    if (cosignatures.isEmpty() && proof == null) {
      return JsonWriter.write(chain);
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("links", chain);
    if (!cosignatures.isEmpty()) {
      members.put("cosignatures", array(cosignatures));
    }
    if (proof != null) {
      members.put("proof", new JsonValue.Text(proof));
    }
    return JsonWriter.write(new JsonValue.Members(members));
  }

  private static JsonValue array(List<String> texts) {
    return new JsonValue.Items(
        texts.stream().<JsonValue>map(text -> new JsonValue.Text(text)).toList());
  }

  /** How much there is: links are authority and belong in no log. */
  @Override
  public String toString() {
    return "presentation of [" + links.size() + "] links";
  }
}
