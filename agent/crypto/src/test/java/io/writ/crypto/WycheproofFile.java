package io.writ.crypto;

import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file of test vectors; {@code README.md} beside it says where it is from. */
final class WycheproofFile {
  private WycheproofFile() {}

  /**
   * One case with the group that it stands in, which holds the key.
   *
   * @param isValid what the file says that a verifier must answer
   */
  record Case(
      String name, boolean isValid, Map<String, JsonValue> group, Map<String, JsonValue> test) {

    byte[] hex(String member) {
      return HexFormat.of().parseHex(text(test, member));
    }

    /** Whether the case has a context and it is not the empty one. */
    boolean hasContext() {
      return test.containsKey("ctx") && !text(test, "ctx").isEmpty();
    }

    boolean hasFlag(String flag) {
      return items(test, "flags").contains(new JsonValue.Text(flag));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All cases, as many as the file says that it has, and at least one. */
  static List<Case> cases(String name) {
    Map<String, JsonValue> file = read("wycheproof/" + name + ".json.gz");
    List<Case> cases = new ArrayList<>();
    for (JsonValue group : items(file, "testGroups")) {
      Map<String, JsonValue> members = members(group);
      for (JsonValue test : items(members, "tests")) {
        cases.add(toCase(name, members, members(test)));
      }
    }
    if (cases.isEmpty() || !new JsonValue.Whole(cases.size()).equals(file.get("numberOfTests"))) {
      throw new AssertionError(name + " has [" + cases.size() + "] cases, not what it says");
    }
    return cases;
  }

  private static Case toCase(
      String file, Map<String, JsonValue> group, Map<String, JsonValue> test) {
    String name = file + " " + test.get("tcId") + " " + test.get("comment");
    return switch (text(test, "result")) {
      case "valid" -> new Case(name, true, group, test);
      case "invalid" -> new Case(name, false, group, test);
      // There is none in these files; a later one has to be thought about, not counted away.
      default -> throw new AssertionError(name + ": neither valid nor invalid");
    };
  }

  private static Map<String, JsonValue> read(String path) {
    try (GZIPInputStream in =
        new GZIPInputStream(new ByteArrayInputStream(TestFiles.bytes(path)))) {
      return members(JsonReader.read(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (EncodingRefused e) {
      throw new AssertionError(path, e);
    }
  }

  static Map<String, JsonValue> members(@Nullable JsonValue json) {
    if (json instanceof JsonValue.Members object) {
      return object.byName();
    }
    throw new AssertionError("no object: " + json);
  }

  static List<JsonValue> items(Map<String, JsonValue> members, String name) {
    if (members.get(name) instanceof JsonValue.Items array) {
      return array.values();
    }
    throw new AssertionError("no array " + name);
  }

  static String text(Map<String, JsonValue> members, String name) {
    if (members.get(name) instanceof JsonValue.Text text) {
      return text.value();
    }
    throw new AssertionError("no text " + name);
  }
}
