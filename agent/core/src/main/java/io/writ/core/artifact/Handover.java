package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * {@code writ.handover}: what a runtime says in a link that it signs for one message to another
 * runtime.
 *
 * @param runtime the id of the runtime that it is for; {@code may_act} stays as wide as it is, so
 *     that the receiver can hand on
 * @param executionHigh the execution that submits the message; both halves zero when there is none
 * @param executionLow the other half
 * @param message base64url SHA-256 of the text that names the message
 */
public record Handover(String runtime, long executionHigh, long executionLow, String message) {
  private static final int EXECUTION_CHARS = 32;
  private static final int DIGEST_BYTES = 32;

  /** For a message. */
  public static Handover of(String runtime, long executionHigh, long executionLow, String message) {
    return new Handover(runtime, executionHigh, executionLow, digest(message));
  }

  /** Base64url SHA-256 of a message's text. */
  public static String digest(String message) {
    return Base64Url.encode(Sha256.of(message.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * From its members.
   *
   * @param at {@code link[n].writ.handover}, for messages
   */
  static Handover parse(String runtime, String execution, String message, String at)
      throws Rejected {
    if (!RuntimeName.isFull(runtime)) {
      throw new Rejected(Reason.CLAIM_INVALID, at + ".to must be [scheme://domain/path]");
    }
    if (execution.length() != EXECUTION_CHARS
        || !execution.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
      throw new Rejected(
          Reason.CLAIM_INVALID, at + ".exec must be [32 hexadecimal digits in lower case]");
    }
    if (!isDigest(message)) {
      throw new Rejected(Reason.CLAIM_INVALID, at + ".msg must be [a SHA-256 in base64url]");
    }
    return new Handover(
        runtime,
        HexFormat.fromHexDigitsToLong(execution, 0, 16),
        HexFormat.fromHexDigitsToLong(execution, 16, 32),
        message);
  }

  private static boolean isDigest(String text) {
    try {
      return Base64Url.decode(text).length == DIGEST_BYTES;
    } catch (EncodingRefused e) {
      return false;
    }
  }

  /** 32 hexadecimal digits. */
  public String execution() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(executionHigh) + hex.toHexDigits(executionLow);
  }
}
