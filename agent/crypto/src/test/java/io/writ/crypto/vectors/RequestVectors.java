package io.writ.crypto.vectors;

import io.writ.core.artifact.RequestHash;
import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.RealPath;
import io.writ.core.encoding.JsonValue;
import io.writ.crypto.Forge;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls in their canonical form, and its hash. */
final class RequestVectors {
  private RequestVectors() {}

  static VectorFile file() {
    VectorFile file =
        new VectorFile(
            "request-hash",
            "request-hash",
            "Calls of action a:b with one argument x, unless it says otherwise; artifact is the"
                + " canonical form, req_hash its hash.",
            Configuration.standard().members());
    one(file, "whole-number", "500 as long", "\"number\",\"500\"", a -> a.addInteger(500));
    one(file, "negative", "-1 as int", "\"number\",\"-1\"", a -> a.addInteger(-1));
    one(
        file,
        "decimal",
        "500.00 as BigDecimal",
        "\"number\",\"500\"",
        a -> a.add(Kind.DECIMAL, new BigDecimal("500.00")));
    one(
        file,
        "exponent",
        "1E+3 as BigDecimal",
        "\"number\",\"1000\"",
        a -> a.add(Kind.DECIMAL, new BigDecimal("1E+3")));
    one(
        file,
        "small",
        "1E-7 as BigDecimal",
        "\"number\",\"0.0000001\"",
        a -> a.add(Kind.DECIMAL, new BigDecimal("1E-7")));
    one(file, "half", "0.5 as double", "\"number\",\"0.5\"", a -> a.addFloating(0.5));
    one(
        file,
        "tenth",
        "0.1 as double: its exact binary value",
        "\"number\",\"0.1000000000000000055511151231257827021181583404541015625\"",
        a -> a.addFloating(0.1));
    one(file, "minus-zero", "-0.0 as double", "\"number\",\"0\"", a -> a.addFloating(-0.0));
    one(file, "truth", "true", "\"boolean\",\"true\"", a -> a.addBoolean(true));
    texts(file);
    return file;
  }

  private static void texts(VectorFile file) {
    one(file, "text", "a text", "\"text\",\"EUR\"", a -> a.add(Kind.TEXT, "EUR"));
    one(file, "digits", "a text of digits", "\"text\",\"500\"", a -> a.add(Kind.TEXT, "500"));
    one(file, "empty", "the empty text", "\"text\",\"\"", a -> a.add(Kind.TEXT, ""));
    one(file, "null", "null", "\"null\",\"\"", a -> a.add(Kind.NULL, null));
    one(
        file,
        "path",
        "a resolved path",
        "\"text\",\"/data/in\"",
        a -> a.add(Kind.PATH, new RealPath("/data/in")));
    one(
        file,
        "list",
        "a list of texts",
        "\"texts\",[\"a\",\"b\"]",
        a -> a.add(Kind.TEXT_LIST, List.of("a", "b")));
    one(
        file,
        "escapes",
        "quote, backslash, line feed, carriage return, tab",
        "\"text\",\"\\\"\\\\\\n\\r\\t\"",
        a -> a.add(Kind.TEXT, "\"\\\n\r\t"));
    one(
        file,
        "controls",
        "other control characters",
        "\"text\",\"\\u0000\\u0008\\u000c\\u001f\\u007f\\u009f\"",
        a -> a.add(Kind.TEXT, "\0\b\f\037\177\u009f"));
    one(
        file,
        "formats",
        "format characters",
        "\"text\",\"\\u00ad\\u0890\\u200b\\u202e\\u2066\\ufeff\"",
        a -> a.add(Kind.TEXT, "\u00ad\u0890\u200b\u202e\u2066\ufeff"));
    one(
        file,
        "others",
        "characters that are not escaped",
        "\"text\",\"/<\u00a0\u00e9\u2028\ud83d\ude00\"",
        a -> a.add(Kind.TEXT, "/<\u00a0\u00e9\u2028\ud83d\ude00"));
    Arguments two = new Arguments();
    two.add(Kind.TEXT, "EUR");
    two.addInteger(5);
    add(
        file,
        "sorted",
        "arguments are sorted by name, not by position",
        "{\"action\":\"java:com.acme.Pay#transfer(java.lang.String,long)\",\"arguments\":[[\"amount\",\"number\",\"5\"],[\"currency\",\"text\",\"EUR\"]]}",
        RequestHash.find(
            "java:com.acme.Pay#transfer(java.lang.String,long)",
            List.of("currency", "amount"),
            two));
    add(
        file,
        "none",
        "a call without arguments",
        "{\"action\":\"a:b\",\"arguments\":[]}",
        RequestHash.find("a:b", List.of(), new Arguments()));
  }

  private static void one(
      VectorFile file, String id, String comment, String entry, Consumer<Arguments> argument) {
    Arguments arguments = new Arguments();
    argument.accept(arguments);
    add(
        file,
        id,
        comment,
        "{\"action\":\"a:b\",\"arguments\":[[\"x\"," + entry + "]]}",
        RequestHash.find("a:b", List.of("x"), arguments));
  }

  private static void add(
      VectorFile file, String id, String comment, String canonical, @Nullable String hash) {
    Map<String, JsonValue> test = file.test(id, comment, canonical);
    test.put("req_hash", Forge.text(String.valueOf(hash)));
    file.add(test, "valid");
  }
}
