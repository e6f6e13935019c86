package io.writ.fuzz;

import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Any text as presented artifact; or, when the first byte is even, header and claims of one link,
 * with a newline between them: base64 would hide the JSON from the fuzzer.
 */
public final class LinkTarget {
  private LinkTarget() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    String presented =
        input[0] % 2 == 0 ? link(rest) : new String(rest, StandardCharsets.ISO_8859_1);
    Bounded.run(input, () -> read(presented));
  }

  static String link(byte[] headerAndClaims) {
    int split = 0;
    while (split < headerAndClaims.length && headerAndClaims[split] != '\n') {
      split++;
    }
    int claims = Math.min(split + 1, headerAndClaims.length);
    return Base64Url.encode(Arrays.copyOf(headerAndClaims, split))
        + "."
        + Base64Url.encode(Arrays.copyOfRange(headerAndClaims, claims, headerAndClaims.length))
        + ".AAAA";
  }

  private static void read(String presented) {
    try {
      UnverifiedArtifact.readUnverified(presented).unverifiedLinks();
    } catch (Rejected e) {
      if (e.detail().isEmpty() || e.detail().length() > 2_000) {
        throw new IllegalStateException("a detail of " + e.detail().length() + " characters", e);
      }
    }
  }
}
