package io.writ.core.artifact;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.RealPath;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.encoding.Sha256;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One governed call as a hash, {@code req_hash}: what an approval or a proof is bound to when it is
 * for one call only.
 *
 * <p>SHA-256, base64url, of {@code {"action":A,"arguments":[[name,kind,value],…]}} as {@link
 * JsonWriter} writes it, sorted by name. Kinds are {@code text} (a resolved path too), {@code
 * number} (plain decimal digits, no exponent, no trailing zeros), {@code boolean}, {@code texts}
 * and {@code null}; whoever approves need not know whether a number is a long or a BigDecimal.
 */
public final class RequestHash {
  private RequestHash() {}

  /**
   * The hash, or null when an argument's value cannot be decided upon.
   *
   * @param names of the arguments, in the order of the values
   */
  public static @Nullable String find(String action, List<String> names, Arguments arguments) {
    Map<String, JsonValue> byName = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      JsonValue entry = entry(names.get(i), arguments, i);
      if (entry == null) {
        return null;
      }
      byName.put(names.get(i), entry);
    }
    Map<String, JsonValue> request = new LinkedHashMap<>();
    request.put("action", new JsonValue.Text(action));
    request.put("arguments", new JsonValue.Items(List.copyOf(byName.values())));
    return Base64Url.encode(Sha256.of(JsonWriter.writeBytes(new JsonValue.Members(request))));
  }

  private static @Nullable JsonValue entry(String name, Arguments arguments, int index) {
    Object object = arguments.object(index);
    return switch (arguments.kind(index)) {
      case INTEGER -> entry(name, "number", Long.toString(arguments.integer(index)));
      case FLOATING -> {
        double value = arguments.floating(index);
        yield Double.isFinite(value) ? entry(name, "number", plain(new BigDecimal(value))) : null;
      }
      case DECIMAL ->
          object instanceof BigDecimal value ? entry(name, "number", plain(value)) : null;
      case BOOLEAN -> entry(name, "boolean", Boolean.toString(arguments.bool(index)));
      case TEXT -> object instanceof String text ? text(name, text) : null;
      case PATH -> object instanceof RealPath path ? text(name, path.value()) : null;
      case NULL -> entry(name, "null", "");
      case TEXT_LIST -> object instanceof List<?> list ? texts(name, list) : null;
      case OPAQUE -> null;
    };
  }

  private static @Nullable JsonValue entry(String name, String kind, @Nullable String value) {
    if (value == null) {
      return null;
    }
    return new JsonValue.Items(
        List.of(new JsonValue.Text(name), new JsonValue.Text(kind), new JsonValue.Text(value)));
  }

  private static @Nullable JsonValue text(String name, String value) {
    return isUnicode(value) ? entry(name, "text", value) : null;
  }

  private static @Nullable JsonValue texts(String name, List<?> list) {
    List<JsonValue> values = new ArrayList<>();
    for (Object element : list) {
      String value = String.valueOf(element);
      if (!isUnicode(value)) {
        return null;
      }
      values.add(new JsonValue.Text(value));
    }
    return new JsonValue.Items(
        List.of(
            new JsonValue.Text(name), new JsonValue.Text("texts"), new JsonValue.Items(values)));
  }

  /**
   * Whether UTF-8 can spell the text. A lone surrogate would be written as a question mark, so that
   * the approval of {@code "?"} would be one of {@code "\ud800"} too.
   */
  private static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static @Nullable String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    // A BigDecimal argument may have an exponent of billions; nobody approves such a number.
    return Math.abs((long) stripped.scale()) > 400 ? null : stripped.toPlainString();
  }
}
