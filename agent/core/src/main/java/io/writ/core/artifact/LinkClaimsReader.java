package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Jwk;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
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
          "status",
          "client_id",
          "auth_time",
          "acr",
          "amr");
  private static final Pattern UUID_V7 =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private final Map<String, JsonValue> claims;
  private final WritClaimsReader writ;
  private final String at;

  private LinkClaimsReader(Map<String, JsonValue> claims, WritClaimsReader writ, String at) {
    this.claims = claims;
    this.writ = writ;
    this.at = at;
  }

  /**
   * @param at {@code link[n]}, for messages
   */
  static LinkClaims read(Map<String, JsonValue> claims, String at) throws Rejected {
    WritClaimsReader writ = WritClaimsReader.of(claims.get("writ"), at + ".writ");
    Claim.checkNames(claims, KNOWN, at);
    return new LinkClaimsReader(claims, writ, at).link();
  }

  private LinkClaims link() throws Rejected {
    String id = Claim.text(claims.get("jti"), at + ".jti");
    if (!UUID_V7.matcher(id).matches()) {
      throw invalid("jti", "must be a UUID of version [7] in lower case");
    }
    JsonValue notBefore = claims.get("nbf");
    return new LinkClaims(
        id,
        Claim.text(claims.get("iss"), at + ".iss"),
        Claim.whole(claims.get("iat"), at + ".iat"),
        notBefore == null ? null : Claim.whole(notBefore, at + ".nbf"),
        Claim.whole(claims.get("exp"), at + ".exp"),
        TextList.read(claims.get("aud"), Limits.AUDIENCES, at + ".aud"),
        mayAct(),
        ScopeReader.read(claims.get("authorization_details"), at + ".authorization_details"),
        writ.environment(),
        holder(),
        depth("del_depth"),
        depth("del_max_depth"),
        Claim.findText(claims.get("par_hash"), at + ".par_hash"),
        writ.handoff(),
        writ.handover(),
        status(),
        shared());
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
        writ.policy(),
        writ.governance(),
        writ.quorum());
  }

  private @Nullable JsonValue act() throws Rejected {
    JsonValue act = claims.get("act");
    if (act != null) {
      Claim.members(act, at + ".act");
    }
    return act;
  }

  /** Token Status List: {@code {"status_list":{"idx":n,"uri":"…"}}}. */
  private @Nullable StatusReference status() throws Rejected {
    JsonValue json = claims.get("status");
    if (json == null) {
      return null;
    }
    Map<String, JsonValue> status = Claim.members(json, at + ".status");
    Claim.checkNames(status, Set.of("status_list"), at + ".status");
    String listAt = at + ".status.status_list";
    Map<String, JsonValue> list = Claim.members(status.get("status_list"), listAt);
    Claim.checkNames(list, Set.of("idx", "uri"), listAt);
    long index = Claim.whole(list.get("idx"), listAt + ".idx");
    if (index > Integer.MAX_VALUE) {
      throw invalid("status.status_list.idx", "is beyond [" + Integer.MAX_VALUE + "]");
    }
    return new StatusReference(Claim.text(list.get("uri"), listAt + ".uri"), (int) index);
  }

  private Rejected invalid(String name, String problem) {
    return new Rejected(Reason.CLAIM_INVALID, at + "." + name + " " + problem);
  }
}
