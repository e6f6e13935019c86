package io.writ.crypto.vectors;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One file of vectors in the making: what they are about, whom they are put to, and they. */
final class VectorFile {
  private final String name;
  private final Map<String, JsonValue> members = new LinkedHashMap<>();
  private final List<JsonValue> tests = new ArrayList<>();

  /**
   * @param kind {@code artifact}, {@code revocation-list}, {@code status-list} or {@code
   *     request-hash}
   */
  VectorFile(String name, String kind, String description, Map<String, JsonValue> verifier) {
    this.name = name;
    members.put("description", text(description));
    members.put("kind", text(kind));
    members.put("verifier", new JsonValue.Members(verifier));
  }

  static JsonValue text(String value) {
    return new JsonValue.Text(value);
  }

  String name() {
    return name;
  }

  void valid(String id, String comment, String subject, String... flags) {
    add(test(id, comment, subject), "valid", flags);
  }

  void invalid(
      String id, String comment, String subject, Reason reason, String detail, String... flags) {
    Map<String, JsonValue> test = test(id, comment, subject);
    test.put("result", text("invalid"));
    test.put("reason", text(reason.name()));
    test.put("detail", text(detail));
    add(test, "invalid", flags);
  }

  /** The beginning of a test whose further members the caller adds. */
  Map<String, JsonValue> test(String id, String comment, String subject) {
    Map<String, JsonValue> test = new LinkedHashMap<>();
    test.put("id", text(name + "/" + id));
    test.put("comment", text(comment));
    test.put("artifact", text(subject));
    return test;
  }

  void add(Map<String, JsonValue> test, String result, String... flags) {
    test.put("result", text(result));
    test.put(
        "flags",
        new JsonValue.Items(Arrays.stream(flags).<JsonValue>map(VectorFile::text).toList()));
    tests.add(new JsonValue.Members(test));
  }

  /** The file's text: members in a fixed order, one line for each member of a test. */
  String toJson() {
    Map<String, JsonValue> whole = new LinkedHashMap<>(members);
    whole.put("tests", new JsonValue.Items(tests));
    StringBuilder out = new StringBuilder();
    append(out, new JsonValue.Members(whole), 0);
    return out.append('\n').toString();
  }

  private static void append(StringBuilder out, JsonValue value, int depth) {
    String indent = "\n" + "  ".repeat(depth + 1);
    String separator = "";
    if (value instanceof JsonValue.Members object && depth < 4 && !object.byName().isEmpty()) {
      out.append('{');
      for (Map.Entry<String, JsonValue> member : object.byName().entrySet()) {
        out.append(separator).append(indent);
        out.append(JsonWriter.write(text(member.getKey()))).append(": ");
        append(out, member.getValue(), depth + 1);
        separator = ",";
      }
      out.append("\n").append("  ".repeat(depth)).append('}');
    } else if (value instanceof JsonValue.Items array && depth < 3 && !array.values().isEmpty()) {
      out.append('[');
      for (JsonValue item : array.values()) {
        out.append(separator).append(indent);
        append(out, item, depth + 1);
        separator = ",";
      }
      out.append("\n").append("  ".repeat(depth)).append(']');
    } else {
      out.append(JsonWriter.write(value));
    }
  }
}
