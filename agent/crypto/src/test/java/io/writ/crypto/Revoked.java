package io.writ.crypto;

import static io.writ.crypto.Forge.NOW;

import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationKind;
import io.writ.core.revocation.RevocationList;
import io.writ.core.revocation.StatusList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Governance states in which something is revoked, by lists that were signed and verified. */
public final class Revoked {
  public static final String LIST_URI = "https://issuer.example/status/1";
  public static final SigningKey STATUS_ISSUER = Forge.key(31);
  public static final String STATUS_HEADER = "{\"alg\":\"Ed25519\",\"typ\":\"statuslist+jwt\"}";

  private Revoked() {}

  public static PinnedKeys signers() {
    return new PinnedKeys(Map.of("issuer-2026", Forge.AUTHORITY.publicKey()));
  }

  public static RevocationList list(long version, Map<RevocationKind, Set<String>> revoked) {
    return new RevocationList(
        version,
        Instant.ofEpochSecond(NOW),
        Instant.ofEpochSecond(NOW + 3600),
        Duration.ofSeconds(60),
        revoked);
  }

  public static RevocationList verify(String text) throws Rejected {
    return RevocationList.verify(text, signers(), new Signatures(), Instant.ofEpochSecond(NOW));
  }

  /** A state in which this one thing is revoked. */
  public static GovernanceState of(RevocationKind kind, String id) {
    try {
      String text = list(1, Map.of(kind, Set.of(id))).sign("issuer-2026", Forge.AUTHORITY);
      return new GovernanceState(1, verify(text), Long.MAX_VALUE, false, Map.of());
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }

  public static String statusClaims(int bits, byte[] statuses) {
    return "{\"sub\":\""
        + LIST_URI
        + "\",\"iat\":"
        + NOW
        + ",\"exp\":"
        + (NOW + 3600)
        + ",\"ttl\":60,\"status_list\":{\"bits\":"
        + bits
        + ",\"lst\":\""
        + deflated(statuses)
        + "\"}}";
  }

  public static String deflated(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate =
        new DeflaterOutputStream(out, new Deflater(Deflater.BEST_COMPRESSION))) {
      deflate.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
  }

  public static StatusList verifyStatus(String text) throws Rejected {
    return StatusList.verify(
        text, LIST_URI, STATUS_ISSUER.publicKey(), new Signatures(), Instant.ofEpochSecond(NOW));
  }

  /** A state that has the status list, until a deadline on the monotonic clock. */
  public static GovernanceState withStatuses(int bits, long deadlineNanos, int... statuses) {
    byte[] bytes = new byte[statuses.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) statuses[i];
    }
    try {
      StatusList list =
          verifyStatus(Forge.link(STATUS_HEADER, statusClaims(bits, bytes), STATUS_ISSUER));
      return new GovernanceState(
          1,
          null,
          Long.MAX_VALUE,
          false,
          Map.of(LIST_URI, new GovernanceState.Status(list, deadlineNanos)));
    } catch (Rejected e) {
      throw new AssertionError(e.detail(), e);
    }
  }
}
