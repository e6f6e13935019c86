package io.writ.core.revocation;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A Token Status List (IETF OAuth working group) as signed JWT: one small number per token. It is
 * another standard's object: its header has no {@code crit}, its JSON may hold members that we do
 * not know, and its key is configured for it alone.
 */
public final class StatusList {
  /** The {@code typ}. */
  public static final String TYPE = "statuslist+jwt";

  /** Characters of a list as received. */
  public static final int MAX_CHARS = 4 * 1024 * 1024;

  /** Bytes of a list after decompression, 32 million tokens of one bit. */
  public static final int MAX_BYTES = 4 * 1024 * 1024;

  /** How long a list without {@code ttl} may be relied on without being seen again. */
  public static final Duration DEFAULT_TTL = Duration.ofHours(12);

  private static final String AT = "status_list";

  private final int bits;
  private final byte[] statuses;
  private final Instant expiresAt;
  private final Duration ttl;

  private StatusList(int bits, byte[] statuses, Instant expiresAt, Duration ttl) {
    this.bits = bits;
    this.statuses = statuses;
    this.expiresAt = expiresAt;
    this.ttl = ttl;
  }

  /**
   * Verifies a list.
   *
   * @param uri the list's own {@code sub} must be this, or any list of the issuer would do
   */
  public static StatusList verify(
      String text, String uri, PublicKey key, SignatureVerifier signatures, Instant now)
      throws Rejected {
    CompactJws jws = CompactJws.parse(text, MAX_CHARS, AT);
    jws.checkSigned(jws.foreignHeader(TYPE), key, signatures, "the list's pinned key");
    Map<String, JsonValue> claims = jws.claims();
    if (!Claim.text(claims.get("sub"), AT + ".sub").equals(uri)) {
      throw new Rejected(Reason.CLAIM_INVALID, AT + ".sub is not the list's URI");
    }
    Claim.whole(claims.get("iat"), AT + ".iat");
    Instant expiresAt = Instant.MAX;
    if (claims.containsKey("exp")) {
      expiresAt = Instant.ofEpochSecond(Claim.whole(claims.get("exp"), AT + ".exp"));
    }
    if (!now.isBefore(expiresAt)) {
      throw new Rejected(
          Reason.STALE_GOVERNANCE, AT + ".exp is [" + expiresAt + "], now is [" + now + "]");
    }
    Duration ttl = DEFAULT_TTL;
    if (claims.containsKey("ttl")) {
      long seconds = Claim.whole(claims.get("ttl"), AT + ".ttl");
      ttl = Duration.ofSeconds(Math.min(seconds, RevocationList.MAX_LIFETIME.toSeconds()));
    }
    Map<String, JsonValue> list = Claim.members(claims.get("status_list"), AT + ".status_list");
    long bits = Claim.whole(list.get("bits"), AT + ".status_list.bits");
    if (!Set.of(1L, 2L, 4L, 8L).contains(bits)) {
      throw new Rejected(
          Reason.CLAIM_INVALID, AT + ".status_list.bits must be one of [1, 2, 4, 8]");
    }
    return new StatusList((int) bits, inflate(list.get("lst")), expiresAt, ttl);
  }

  private static byte[] inflate(@Nullable JsonValue json) throws Rejected {
    String at = AT + ".status_list.lst";
    if (!(json instanceof JsonValue.Text text)) {
      throw new Rejected(Reason.CLAIM_MISSING, at + " is missing");
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(Base64Url.decode(text.value()));
      byte[] out = new byte[64 * 1024];
      int size = 0;
      while (!inflater.finished()) {
        if (size == out.length) {
          if (size >= MAX_BYTES) {
            throw new Rejected(Reason.TOO_LARGE, at + " inflates beyond [" + MAX_BYTES + "] bytes");
          }
          out = java.util.Arrays.copyOf(out, size * 2);
        }
        int count = inflater.inflate(out, size, out.length - size);
        if (count == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new Rejected(Reason.MALFORMED, at + " ends too early");
        }
        size += count;
      }
      return java.util.Arrays.copyOf(out, size);
    } catch (EncodingRefused e) {
      throw new Rejected(Reason.MALFORMED, at + " " + e.problem());
    } catch (DataFormatException e) {
      throw new Rejected(Reason.MALFORMED, at + " is not zlib data");
    } finally {
      inflater.end();
    }
  }

  /** The status of a token, or -1 when the list does not reach that far; 0 is valid. */
  public int status(int index) {
    int perByte = 8 / bits;
    int at = index / perByte;
    if (index < 0 || at >= statuses.length) {
      return -1;
    }
    return statuses[at] >> (index % perByte * bits) & ((1 << bits) - 1);
  }

  /** From this instant on the list says nothing. */
  public Instant expiresAt() {
    return expiresAt;
  }

  /** How long the list may be relied on without being seen again. */
  public Duration ttl() {
    return ttl;
  }
}
