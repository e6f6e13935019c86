package io.writ.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.writ.core.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The schema that editors use says what the reader says, as far as a schema can. */
class PolicySchemaTest {
  private static final Path ROOT = root();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode schema = read();
  private final JsonSchema validator =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (Files.notExists(directory.resolve("docs/spec/policy.schema.json"))) {
      directory = Objects.requireNonNull(directory.getParent());
    }
    return directory;
  }

  private static JsonNode read() {
    try {
      return JSON.readTree(ROOT.resolve("docs/spec/policy.schema.json").toFile());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private int problems(String yaml) {
    Object loaded = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return validator.validate(JSON.valueToTree(loaded)).size();
  }

  private static List<Path> shippedPolicies() throws IOException {
    List<Path> policies = new ArrayList<>();
    for (String directory : List.of("docs/policies", "sample-apps/payments")) {
      try (Stream<Path> files = Files.list(ROOT.resolve(directory))) {
        files.filter(file -> file.toString().endsWith(".yaml")).forEach(policies::add);
      }
    }
    return policies;
  }

  @Test
  void everyShippedPolicy_isGoodUnderTheSchema() throws IOException {
    assertEquals(0, problems(MalformedPolicyTest.GOOD));
    List<Path> policies = shippedPolicies();
    assertTrue(policies.size() >= 3, policies::toString);
    for (Path policy : policies) {
      assertEquals(0, problems(Files.readString(policy)), policy::toString);
    }
  }

  @Test
  void mostSpoiltDocuments_areRefusedBySchemaToo() {
    int refused = 0;
    int yaml = 0;
    for (String document : MalformedPolicyTest.spoilt()) {
      try {
        refused += problems(document) > 0 ? 1 : 0;
        yaml++;
      } catch (YamlEngineException e) {
        // An editor says so by itself.
      }
    }
    assertTrue(refused * 2 > yaml, refused + " of " + yaml);
  }

  @Test
  void actionsAndConstraints_areThoseOfTheCode() throws IOException {
    Set<String> actions = new TreeSet<>();
    schema.at("/$defs/action/anyOf/0/enum").forEach(action -> actions.add(action.asText()));
    Set<String> known = new TreeSet<>(Catalogue.shipped().actions().keySet());
    known.removeIf(action -> !action.startsWith("jdk:"));
    assertEquals(known, actions);
    Set<String> constraints = new TreeSet<>(Set.of("wildcard"));
    schema
        .at("/$defs/constraint/anyOf/2/properties")
        .fieldNames()
        .forEachRemaining(constraints::add);
    assertEquals(new TreeSet<>(ConstraintShorthand.TYPES), constraints);
  }
}
