package io.writ.core.jws;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Typed access to one claim; each method takes the claim's path for its message. */
public final class Claim {
  /** UTF-8 bytes of a text claim. */
  public static final int TEXT_BYTES = 4096;

  private static final int NAME_CHARS = 256;

  private Claim() {}

  /** An object's members. */
  public static Map<String, JsonValue> members(@Nullable JsonValue json, String path)
      throws Rejected {
    if (present(json, path) instanceof JsonValue.Members object) {
      return object.byName();
    }
    throw wrongType(json, path, "object");
  }

  /** An array's values. */
  public static List<JsonValue> items(@Nullable JsonValue json, String path) throws Rejected {
    if (present(json, path) instanceof JsonValue.Items array) {
      return array.values();
    }
    throw wrongType(json, path, "array");
  }

  /** A text of 1 to {@link #TEXT_BYTES} bytes. */
  public static String text(@Nullable JsonValue json, String path) throws Rejected {
    if (!(present(json, path) instanceof JsonValue.Text text)) {
      throw wrongType(json, path, "string");
    }
    if (text.value().isEmpty()) {
      throw new Rejected(Reason.CLAIM_INVALID, path + " is empty");
    }
    checkSize(text.value(), TEXT_BYTES, path);
    return text.value();
  }

  /** A text, or null when there is none. */
  public static @Nullable String findText(@Nullable JsonValue json, String path) throws Rejected {
    return json == null ? null : text(json, path);
  }

  /** An integer that is not negative; {@code 1.0} is none. */
  public static long whole(@Nullable JsonValue json, String path) throws Rejected {
    if (!(present(json, path) instanceof JsonValue.Whole whole)) {
      throw wrongType(json, path, "integer");
    }
    if (whole.value() < 0) {
      throw new Rejected(Reason.CLAIM_INVALID, path + " is negative");
    }
    return whole.value();
  }

  /** A boolean. */
  public static boolean truth(@Nullable JsonValue json, String path) throws Rejected {
    if (present(json, path) instanceof JsonValue.Truth truth) {
      return truth.value();
    }
    throw wrongType(json, path, "boolean");
  }

  /** Refuses a member that the object does not have in this profile. */
  public static void checkNames(Map<String, JsonValue> members, Set<String> known, String path)
      throws Rejected {
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        throw new Rejected(
            Reason.CLAIM_INVALID, path + "." + printable(name) + " is not in this profile");
      }
    }
  }

  /** Refuses a text of more UTF-8 bytes. */
  public static void checkSize(String text, int maxBytes, String path) throws Rejected {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length > maxBytes) {
      throw new Rejected(
          Reason.TOO_LARGE, path + " has [" + length + "] bytes, at most [" + maxBytes + "]");
    }
  }

  /** A name for a message: no control or foreign characters, not longer than a name should be. */
  public static String printable(String name) {
    StringBuilder out = new StringBuilder();
    int length = Math.min(name.length(), NAME_CHARS);
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      out.append(c < 0x20 || c > 0x7e ? '?' : c);
    }
    return out.toString();
  }

  private static JsonValue present(@Nullable JsonValue json, String path) throws Rejected {
    if (json == null) {
      throw new Rejected(Reason.CLAIM_MISSING, path + " is missing");
    }
    return json;
  }

  private static Rejected wrongType(@Nullable JsonValue json, String path, String expected) {
    String actual = json == null ? "missing" : json.typeName();
    return new Rejected(
        Reason.CLAIM_INVALID, path + " is [" + actual + "], must be [" + expected + "]");
  }
}
