package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Jwk;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the claims of one link: each against its type and limit, and no others.
 *
 * <p>A claim that is not known is refused, because it may be a restriction that this reader would
 * drop. Ignored are {@code client_id}, {@code auth_time}, {@code acr} and {@code amr}: they are
 * registered as statements about a login, restrict nothing, and common issuers cannot leave them
 * out.
 */
final class LinkClaimsReader {
  private static final Set<String> KNOWN =
      Set.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "cnf",
          "may_act",
          "act",
          "txn",
          "req_wl",
          "authorization_details",
          "del_depth",
          "del_max_depth",
          "par_hash",
          "writ",
          "client_id",
          "auth_time",
          "acr",
          "amr");
  private static final Set<String> WRIT = Set.of("policy", "gov", "handoff");
  private static final Set<String> GOVERNANCE = Set.of("ticket", "class", "purpose", "retention");
  private static final Pattern UUID_V7 =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private final Map<String, JsonValue> claims;
  private final Map<String, JsonValue> writ;
  private final String at;

  private LinkClaimsReader(Map<String, JsonValue> claims, Map<String, JsonValue> writ, String at) {
    this.claims = claims;
    this.writ = writ;
    this.at = at;
  }

  /**
   * @param at {@code link[n]}, for messages
   */
  static LinkClaims read(Map<String, JsonValue> claims, String at) throws Rejected {
    JsonValue writ = claims.get("writ");
    LinkClaimsReader reader =
        new LinkClaimsReader(
            claims, writ == null ? Map.of() : Claim.members(writ, at + ".writ"), at);
    reader.refuseUnsupported();
    Claim.checkNames(claims, KNOWN, at);
    Claim.checkNames(reader.writ, WRIT, at + ".writ");
    return reader.link();
  }

  /** Restrictions of the profile that this version cannot check: dropping one would widen. */
  private void refuseUnsupported() throws Rejected {
    refuse(writ, "quorum", Reason.QUORUM_NOT_MET, "co-signatures");
    refuse(writ, "env", Reason.ENVIRONMENT_MISMATCH, "environment conditions");
    refuse(writ, "min_gseq", Reason.STALE_GOVERNANCE, "governance sequence numbers");
    if (claims.containsKey("status")) {
      throw new Rejected(
          Reason.CLAIM_INVALID, at + ".status cannot be checked: no status lists in this version");
    }
  }

  private void refuse(Map<String, JsonValue> members, String name, Reason reason, String what)
      throws Rejected {
    if (members.containsKey(name)) {
      throw new Rejected(
          reason, at + ".writ." + name + " cannot be checked: no " + what + " in this version");
    }
  }

  private LinkClaims link() throws Rejected {
    String id = Claim.text(claims.get("jti"), at + ".jti");
    if (!UUID_V7.matcher(id).matches()) {
      throw invalid("jti", "must be a UUID of version [7] in lower case");
    }
    JsonValue notBefore = claims.get("nbf");
    JsonValue handoff = writ.get("handoff");
    return new LinkClaims(
        id,
        Claim.text(claims.get("iss"), at + ".iss"),
        Claim.whole(claims.get("iat"), at + ".iat"),
        notBefore == null ? null : Claim.whole(notBefore, at + ".nbf"),
        Claim.whole(claims.get("exp"), at + ".exp"),
        audience(),
        mayAct(),
        ScopeReader.read(claims.get("authorization_details"), at + ".authorization_details"),
        holder(),
        depth("del_depth"),
        depth("del_max_depth"),
        Claim.findText(claims.get("par_hash"), at + ".par_hash"),
        handoff != null && Claim.truth(handoff, at + ".writ.handoff"),
        shared());
  }

  /** RFC 7519: one string, or an array of them. */
  private List<String> audience() throws Rejected {
    JsonValue json = claims.get("aud");
    if (json == null || json instanceof JsonValue.Text) {
      return List.of(Claim.text(json, at + ".aud"));
    }
    List<String> domains = new ArrayList<>();
    for (JsonValue item : Claim.items(json, at + ".aud")) {
      domains.add(Claim.text(item, at + ".aud[" + domains.size() + "]"));
    }
    if (domains.isEmpty()) {
      throw invalid("aud", "is empty");
    }
    if (domains.size() > Limits.AUDIENCES) {
      throw new Rejected(
          Reason.TOO_LARGE,
          at + ".aud has [" + domains.size() + "] values, at most [" + Limits.AUDIENCES + "]");
    }
    return List.copyOf(domains);
  }

  private String mayAct() throws Rejected {
    Map<String, JsonValue> mayAct = Claim.members(claims.get("may_act"), at + ".may_act");
    Claim.checkNames(mayAct, Set.of("sub"), at + ".may_act");
    String runtime = Claim.text(mayAct.get("sub"), at + ".may_act.sub");
    if (!RuntimeName.isNameOrPrefix(runtime)) {
      throw invalid("may_act.sub", "must be [scheme://domain/path], or a prefix ending in [/]");
    }
    return runtime;
  }

  private PublicKey holder() throws Rejected {
    Map<String, JsonValue> confirmation = Claim.members(claims.get("cnf"), at + ".cnf");
    Claim.checkNames(confirmation, Set.of("jwk"), at + ".cnf");
    return Jwk.read(confirmation.get("jwk"), at + ".cnf.jwk");
  }

  private int depth(String name) throws Rejected {
    long depth = Claim.whole(claims.get(name), at + "." + name);
    if (depth > Limits.DEPTH) {
      throw new Rejected(
          Reason.DEPTH_EXCEEDED,
          at + "." + name + " is [" + depth + "], at most [" + Limits.DEPTH + "]");
    }
    return (int) depth;
  }

  private SharedClaims shared() throws Rejected {
    return new SharedClaims(
        Claim.findText(claims.get("sub"), at + ".sub"),
        act(),
        Claim.findText(claims.get("txn"), at + ".txn"),
        Claim.findText(claims.get("req_wl"), at + ".req_wl"),
        policy(),
        governance());
  }

  private @Nullable JsonValue act() throws Rejected {
    JsonValue act = claims.get("act");
    if (act != null) {
      Claim.members(act, at + ".act");
    }
    return act;
  }

  private @Nullable PolicyPin policy() throws Rejected {
    if (!writ.containsKey("policy")) {
      return null;
    }
    Map<String, JsonValue> pin = Claim.members(writ.get("policy"), at + ".writ.policy");
    Claim.checkNames(pin, Set.of("id", "digest"), at + ".writ.policy");
    return new PolicyPin(
        Claim.text(pin.get("id"), at + ".writ.policy.id"),
        Claim.text(pin.get("digest"), at + ".writ.policy.digest"));
  }

  private @Nullable JsonValue governance() throws Rejected {
    JsonValue json = writ.get("gov");
    if (json != null) {
      Map<String, JsonValue> governance = Claim.members(json, at + ".writ.gov");
      Claim.checkNames(governance, GOVERNANCE, at + ".writ.gov");
      for (Map.Entry<String, JsonValue> member : governance.entrySet()) {
        Claim.text(member.getValue(), at + ".writ.gov." + member.getKey());
      }
    }
    return json;
  }

  private Rejected invalid(String name, String problem) {
    return new Rejected(Reason.CLAIM_INVALID, at + "." + name + " " + problem);
  }
}
