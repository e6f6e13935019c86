package io.writ.core.revocation;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Claim;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.JwsHeader;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureVerifier;
import io.writ.core.jws.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A signed list of what is revoked. Each list is whole: the one with the highest version counts,
 * alone.
 *
 * @param version strictly increasing from list to list
 * @param expiresAt from this instant on the list says nothing
 * @param ttl how long a runtime may rely on the list without having seen again that it still is the
 *     newest; measured on the monotonic clock
 * @param revoked ids by kind; every kind is present, sets may be empty
 */
public record RevocationList(
    long version,
    Instant issuedAt,
    Instant expiresAt,
    Duration ttl,
    Map<RevocationKind, Set<String>> revoked) {
  /** Characters of a list, some 70,000 revocations. */
  public static final int MAX_CHARS = 4 * 1024 * 1024;

  /** The longest {@code exp − iat} and {@code ttl}. */
  public static final Duration MAX_LIFETIME = Duration.ofDays(7);

  private static final String AT = "revocations";
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
  private static final Set<String> KNOWN = Set.of("version", "iat", "exp", "ttl", "revoked");

  /** Copies the sets and adds empty ones for kinds that are missing. */
  public RevocationList {
    Map<RevocationKind, Set<String>> copy = new EnumMap<>(RevocationKind.class);
    for (RevocationKind kind : RevocationKind.values()) {
      copy.put(
          kind,
          Collections.unmodifiableSet(new LinkedHashSet<>(revoked.getOrDefault(kind, Set.of()))));
    }
    revoked = Collections.unmodifiableMap(copy);
  }

  /** Whether the id is listed. */
  public boolean isRevoked(RevocationKind kind, String id) {
    return revoked.getOrDefault(kind, Set.of()).contains(id);
  }

  /**
   * Verifies a list.
   *
   * @param signers who may revoke
   * @throws Rejected when it is not well-formed, not signed by one of them, or over
   */
  public static RevocationList verify(
      String text, PinnedKeys signers, SignatureVerifier signatures, Instant now) throws Rejected {
    CompactJws jws = CompactJws.parse(text, MAX_CHARS, AT);
    JwsHeader header = jws.pinnedHeader(JwsType.REVOCATIONS);
    String keyId = String.valueOf(header.keyId());
    PublicKey key = signers.find(keyId);
    if (key == null) {
      throw new Rejected(
          Reason.UNKNOWN_AUTHORITY,
          AT + ".header.kid is [" + keyId + "], which the trust file does not let revoke");
    }
    jws.checkSigned(header, key, signatures, "the authority [" + keyId + "]");
    RevocationList list = read(jws.claims());
    if (list.issuedAt.isAfter(now.plus(CLOCK_SKEW))) {
      throw new Rejected(
          Reason.NOT_YET_VALID, AT + ".iat is [" + list.issuedAt + "], now is [" + now + "]");
    }
    if (!now.isBefore(list.expiresAt)) {
      throw new Rejected(
          Reason.STALE_GOVERNANCE, AT + ".exp is [" + list.expiresAt + "], now is [" + now + "]");
    }
    return list;
  }

  /**
   * Refuses a list that is not newer than the one in force.
   *
   * @param inForce the version in force
   */
  public void checkNewerThan(long inForce) throws Rejected {
    if (version <= inForce) {
      throw new Rejected(
          Reason.STALE_GOVERNANCE,
          AT + ".version is [" + version + "], must be at least [" + (inForce + 1) + "]");
    }
  }

  private static RevocationList read(Map<String, JsonValue> claims) throws Rejected {
    Claim.checkNames(claims, KNOWN, AT);
    long issuedAt = Claim.whole(claims.get("iat"), AT + ".iat");
    long expiresAt = Claim.whole(claims.get("exp"), AT + ".exp");
    long ttl = Claim.whole(claims.get("ttl"), AT + ".ttl");
    if (expiresAt <= issuedAt || expiresAt - issuedAt > MAX_LIFETIME.toSeconds()) {
      throw new Rejected(
          Reason.CLAIM_INVALID, AT + ".exp must be after iat by at most [" + MAX_LIFETIME + "]");
    }
    if (ttl < 1 || ttl > MAX_LIFETIME.toSeconds()) {
      throw new Rejected(
          Reason.CLAIM_INVALID, AT + ".ttl must be from [1] to [" + MAX_LIFETIME.toSeconds() + "]");
    }
    long version = Claim.whole(claims.get("version"), AT + ".version");
    if (version < 1) {
      throw new Rejected(Reason.CLAIM_INVALID, AT + ".version must be at least [1]");
    }
    return new RevocationList(
        version,
        Instant.ofEpochSecond(issuedAt),
        Instant.ofEpochSecond(expiresAt),
        Duration.ofSeconds(ttl),
        revoked(Claim.members(claims.get("revoked"), AT + ".revoked")));
  }

  private static Map<RevocationKind, Set<String>> revoked(Map<String, JsonValue> members)
      throws Rejected {
    Map<RevocationKind, Set<String>> revoked = new EnumMap<>(RevocationKind.class);
    for (Map.Entry<String, JsonValue> member : members.entrySet()) {
      String path = AT + ".revoked." + Claim.printable(member.getKey());
      RevocationKind kind = RevocationKind.find(member.getKey());
      if (kind == null) {
        // Skipping a kind that is not known would let what it revokes pass.
        throw new Rejected(Reason.CLAIM_INVALID, path + " is not in this profile");
      }
      Set<String> ids = new LinkedHashSet<>();
      for (JsonValue id : Claim.items(member.getValue(), path)) {
        ids.add(Claim.text(id, path + "[" + ids.size() + "]"));
      }
      revoked.put(kind, ids);
    }
    return revoked;
  }

  /** The list, signed. */
  public String sign(String keyId, Signer authority) throws Rejected {
    if (!PinnedKeys.isKeyId(keyId)) {
      throw new Rejected(
          Reason.HEADER_NOT_ALLOWED, AT + ".header.kid must be 1 to 64 of [A-Za-z0-9._-]");
    }
    Map<String, JsonValue> byKind = new LinkedHashMap<>();
    for (Map.Entry<RevocationKind, Set<String>> entry : revoked.entrySet()) {
      if (!entry.getValue().isEmpty()) {
        List<JsonValue> ids = new ArrayList<>();
        entry.getValue().forEach(id -> ids.add(new JsonValue.Text(id)));
        byKind.put(entry.getKey().member(), new JsonValue.Items(ids));
      }
    }
    Map<String, JsonValue> claims = new LinkedHashMap<>();
    claims.put("version", new JsonValue.Whole(version));
    claims.put("iat", new JsonValue.Whole(issuedAt.getEpochSecond()));
    claims.put("exp", new JsonValue.Whole(expiresAt.getEpochSecond()));
    claims.put("ttl", new JsonValue.Whole(ttl.toSeconds()));
    claims.put("revoked", new JsonValue.Members(byKind));
    byte[] payload = JsonWriter.writeBytes(new JsonValue.Members(claims));
    read(CompactJws.readClaims(payload, AT));
    String text = CompactJws.sign(JwsType.REVOCATIONS, keyId, payload, authority);
    CompactJws.parse(text, MAX_CHARS, AT);
    return text;
  }

  /** A list to be changed and signed anew: read without checking its signature. */
  public static RevocationList readUnverified(String text) throws Rejected {
    CompactJws jws = CompactJws.parse(text, MAX_CHARS, AT);
    jws.pinnedHeader(JwsType.REVOCATIONS);
    return read(jws.claims());
  }
}
