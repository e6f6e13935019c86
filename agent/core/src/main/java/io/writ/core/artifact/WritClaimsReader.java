package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.ConstraintReader;
import io.writ.core.constraint.ConstraintRefused;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Rejected;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code writ}, the claims of a link that are ours alone. */
final class WritClaimsReader {
  private static final Set<String> KNOWN =
      Set.of("policy", "gov", "handoff", "env", "quorum", "handover");
  private static final Set<String> GOVERNANCE = Set.of("ticket", "class", "purpose", "retention");
  private static final int THUMBPRINT_CHARS = 43;

  private final Map<String, JsonValue> writ;
  private final String at;

  private WritClaimsReader(Map<String, JsonValue> writ, String at) {
    this.writ = writ;
    this.at = at;
  }

  /**
   * @param json null when the link has no such claim
   * @param at {@code link[n].writ}, for messages
   */
  static WritClaimsReader of(@Nullable JsonValue json, String at) throws Rejected {
    Map<String, JsonValue> writ = json == null ? Map.of() : Claim.members(json, at);
    if (writ.containsKey("min_gseq")) {
      // A restriction of the profile that only a mesh can check: dropping it would widen.
      throw new Rejected(
          Reason.STALE_GOVERNANCE,
          at + ".min_gseq cannot be checked: no governance sequence numbers in this version");
    }
    Claim.checkNames(writ, KNOWN, at);
    return new WritClaimsReader(writ, at);
  }

  boolean handoff() throws Rejected {
    JsonValue handoff = writ.get("handoff");
    return handoff != null && Claim.truth(handoff, at + ".handoff");
  }

  @Nullable Handover handover() throws Rejected {
    if (!writ.containsKey("handover")) {
      return null;
    }
    String path = at + ".handover";
    Map<String, JsonValue> handover = Claim.members(writ.get("handover"), path);
    Claim.checkNames(handover, Set.of("to", "exec", "msg"), path);
    return Handover.parse(
        Claim.text(handover.get("to"), path + ".to"),
        Claim.text(handover.get("exec"), path + ".exec"),
        Claim.text(handover.get("msg"), path + ".msg"),
        path);
  }

  @Nullable PolicyPin policy() throws Rejected {
    if (!writ.containsKey("policy")) {
      return null;
    }
    Map<String, JsonValue> pin = Claim.members(writ.get("policy"), at + ".policy");
    Claim.checkNames(pin, Set.of("id", "digest"), at + ".policy");
    return new PolicyPin(
        Claim.text(pin.get("id"), at + ".policy.id"),
        Claim.text(pin.get("digest"), at + ".policy.digest"));
  }

  @Nullable JsonValue governance() throws Rejected {
    JsonValue json = writ.get("gov");
    if (json != null) {
      Map<String, JsonValue> governance = Claim.members(json, at + ".gov");
      Claim.checkNames(governance, GOVERNANCE, at + ".gov");
      for (Map.Entry<String, JsonValue> member : governance.entrySet()) {
        Claim.text(member.getValue(), at + ".gov." + member.getKey());
      }
    }
    return json;
  }

  /** The conditions by name, unmodifiable; which names a runtime can check is its own matter. */
  Map<String, Constraint> environment() throws Rejected {
    if (!writ.containsKey("env")) {
      return Map.of();
    }
    Map<String, JsonValue> env = Claim.members(writ.get("env"), at + ".env");
    if (env.size() > Limits.CONSTRAINTS) {
      throw new Rejected(
          Reason.TOO_LARGE,
          at + ".env has [" + env.size() + "] conditions, at most [" + Limits.CONSTRAINTS + "]");
    }
    Map<String, Constraint> conditions = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> entry : env.entrySet()) {
      String path = at + ".env." + Claim.printable(entry.getKey());
      try {
        conditions.put(entry.getKey(), ConstraintReader.read(entry.getValue(), path));
      } catch (ConstraintRefused e) {
        throw new Rejected(e.reason(), e.detail());
      }
    }
    return Collections.unmodifiableMap(conditions);
  }

  @Nullable Quorum quorum() throws Rejected {
    if (!writ.containsKey("quorum")) {
      return null;
    }
    String path = at + ".quorum";
    Map<String, JsonValue> members = Claim.members(writ.get("quorum"), path);
    Claim.checkNames(members, Set.of("k", "of"), path);
    List<JsonValue> keys = Claim.items(members.get("of"), path + ".of");
    if (keys.size() > Limits.COSIGNATURES) {
      throw new Rejected(
          Reason.TOO_LARGE,
          path + ".of has [" + keys.size() + "] keys, at most [" + Limits.COSIGNATURES + "]");
    }
    Set<String> of = new LinkedHashSet<>();
    for (JsonValue key : keys) {
      String keyPath = path + ".of[" + of.size() + "]";
      String thumbprint = Claim.text(key, keyPath);
      if (thumbprint.length() != THUMBPRINT_CHARS) {
        throw new Rejected(Reason.CLAIM_INVALID, keyPath + " must be [a SHA-256 thumbprint]");
      }
      if (!of.add(thumbprint)) {
        throw new Rejected(Reason.CLAIM_INVALID, keyPath + " is there twice");
      }
    }
    long k = Claim.whole(members.get("k"), path + ".k");
    if (k < 1 || k > of.size()) {
      throw new Rejected(
          Reason.CLAIM_INVALID,
          path + ".k is [" + k + "], must be from [1] to the [" + of.size() + "] keys of [of]");
    }
    return new Quorum((int) k, of);
  }
}
