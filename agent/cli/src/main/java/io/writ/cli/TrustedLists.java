package io.writ.cli;

import io.writ.api.Reason;
import io.writ.config.RevocationSettings;
import io.writ.config.StatusListSettings;
import io.writ.config.TrustFile;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationList;
import io.writ.core.revocation.StatusList;
import io.writ.crypto.Signatures;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lists that a trust file names, read and verified as a runtime does at its start. */
final class TrustedLists {
  private TrustedLists() {}

  /** The revocation list, or null when none is named. */
  static @Nullable RevocationList revocations(TrustFile trust, Instant now) throws Rejected {
    RevocationSettings settings = trust.revocations();
    if (settings == null) {
      return null;
    }
    String text = read(settings.file(), RevocationList.MAX_CHARS);
    try {
      return RevocationList.verify(text, settings.signers(), new Signatures(), now);
    } catch (Rejected e) {
      throw new Rejected(e.reason(), settings.file() + ": " + e.detail());
    }
  }

  /** One status list. */
  static StatusList status(StatusListSettings settings, Instant now) throws Rejected {
    String text = read(settings.file(), StatusList.MAX_CHARS);
    try {
      return StatusList.verify(text, settings.uri(), settings.key(), new Signatures(), now);
    } catch (Rejected e) {
      throw new Rejected(e.reason(), settings.file() + ": " + e.detail());
    }
  }

  /** All of them as a runtime that has just read them would have them. */
  static GovernanceState all(TrustFile trust, Instant now) throws Rejected {
    RevocationList revocations = revocations(trust, now);
    Map<String, GovernanceState.Status> statuses = new LinkedHashMap<>();
    for (StatusListSettings settings : trust.statusLists()) {
      statuses.put(
          settings.uri(), new GovernanceState.Status(status(settings, now), Long.MAX_VALUE));
    }
    return new GovernanceState(1, revocations, Long.MAX_VALUE, false, statuses);
  }

  private static String read(Path file, int maxChars) throws Rejected {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(maxChars + 2), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      throw new Rejected(
          Reason.STALE_GOVERNANCE,
          file + ": cannot be read [" + e.getClass().getSimpleName() + "]");
    }
  }
}
