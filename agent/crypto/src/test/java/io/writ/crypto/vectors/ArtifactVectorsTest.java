package io.writ.crypto.vectors;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Rejected;
import io.writ.crypto.RepositoryFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The vectors that are published are those that are made here, and are decided as they say. */
class ArtifactVectorsTest {
  @BeforeAll
  static void write() {
    if (Boolean.getBoolean("writ.writeVectors")) {
      ArtifactVectors.write();
    }
  }

  private static Map<String, JsonValue> read(Path file) {
    try {
      byte[] text = RepositoryFiles.read(file).getBytes(StandardCharsets.UTF_8);
      return Claim.members(JsonReader.read(text), file.toString());
    } catch (EncodingRefused | Rejected e) {
      throw new AssertionError(file + ": " + e.getMessage(), e);
    }
  }

  private static String text(@Nullable JsonValue json) {
    return json instanceof JsonValue.Text text ? text.value() : "";
  }

  @Test
  void publishedFiles_areThoseThatAreMade() {
    Set<String> names = new TreeSet<>();
    for (VectorFile file : ArtifactVectors.all()) {
      names.add(file.name() + ".json");
      assertEquals(
          file.toJson(),
          RepositoryFiles.read(ArtifactVectors.directory().resolve(file.name() + ".json")),
          () -> file.name() + ": run with -Dwrit.writeVectors=true and look at the difference");
    }
    Set<String> published = new TreeSet<>();
    for (Path file : RepositoryFiles.find(ArtifactVectors.directory(), ".json")) {
      published.add(file.getFileName().toString());
    }
    assertEquals(names, published);
  }

  @Test
  void everyVector_isDecidedAsItSays() throws Rejected {
    List<Executable> checks = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    Set<String> reasons = new TreeSet<>();
    int valid = 0;
    List<Path> files = RepositoryFiles.find(ArtifactVectors.directory(), ".json");
    for (Path path : files) {
      Map<String, JsonValue> file = read(path);
      Decider decider = new Decider(Claim.members(file.get("verifier"), "verifier"));
      for (JsonValue json : Claim.items(file.get("tests"), "tests")) {
        Map<String, JsonValue> test = Claim.members(json, "test");
        assertTrue(ids.add(text(test.get("id"))), () -> "twice: " + test.get("id"));
        valid += text(test.get("result")).equals("valid") ? 1 : 0;
        reasons.add(text(test.get("reason")));
        checks.add(() -> assertDecided(decider, text(file.get("kind")), test));
      }
    }
    assertAll(checks);
    System.out.println(
        "vectors: "
            + ids.size()
            + " in "
            + files.size()
            + " files, valid "
            + valid
            + ", invalid "
            + (ids.size() - valid)
            + ", reasons "
            + (reasons.size() - 1));
    assertTrue(ids.size() >= 150, "vectors: " + ids.size());
  }

  private static void assertDecided(Decider decider, String kind, Map<String, JsonValue> test) {
    String expected = text(test.get("reason")) + " " + text(test.get("detail"));
    String actual = " ";
    try {
      decider.decide(kind, test);
    } catch (Rejected e) {
      actual = e.reason() + " " + e.detail();
    }
    assertEquals(expected, actual, text(test.get("id")));
    assertEquals(actual.equals(" ") ? "valid" : "invalid", text(test.get("result")));
  }
}
