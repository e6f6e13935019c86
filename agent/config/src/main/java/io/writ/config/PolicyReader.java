package io.writ.config;

import io.writ.core.encoding.JsonNumber;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a policy document. One unknown key, action, argument or variable refuses the whole
 * document: a rule that is silently dropped is a hole when it denies and an outage when it allows.
 */
public final class PolicyReader {
  private static final List<String> KEYS =
      List.of(
          "id",
          "version",
          "mode",
          "tolerate",
          "environment",
          "ungoverned",
          "authorities",
          "ambient",
          "ceiling",
          "deny",
          "actions",
          "destinations",
          "journal");

  private final YamlMap document;
  private final ActionNames actions;
  private final PolicyContext context;

  private PolicyReader(YamlMap document, PolicyContext context) {
    this.document = document;
    this.actions = new ActionNames(context.actionArguments());
    this.context = context;
  }

  /**
   * The policy that the bytes hold.
   *
   * @param source the file's name, for messages
   */
  public static Policy read(String source, byte[] utf8, PolicyContext context)
      throws ConfigurationRefused {
    YamlMap document = YamlDocument.read(source, utf8);
    document.checkKeys(KEYS);
    return new PolicyReader(document, context).policy(source, Sha256.of(utf8));
  }

  /** What names a document whose variables only the runtime can resolve. */
  public record Heading(String id, long version) {}

  /** The heading alone. */
  public static Heading readHeading(String source, byte[] utf8) throws ConfigurationRefused {
    YamlMap document = YamlDocument.read(source, utf8);
    return new Heading(id(document), version(document));
  }

  private Policy policy(String source, byte[] digest) throws ConfigurationRefused {
    Variables variables = new Variables(context, listed());
    RuleReader rules = new RuleReader(actions, new ConstraintShorthand(variables, context.paths()));
    return new Policy(
            new Origin(id(document), version(document), digest, source),
            mode(),
            new Rules(
                section("ambient", rules, false),
                section("ceiling", rules, true),
                section("deny", rules, false)),
            authorities(),
            new JournalSettingsReader(actions).read(document.find("journal")),
            ActionMappingReader.read(document.find("actions")),
            ungoverned(),
            variables.used())
        .tolerating(ToleranceName.read(document.find("tolerate")))
        .leadingTo(DestinationReader.read(document.find("destinations"), actions));
  }

  private static String id(YamlMap document) throws ConfigurationRefused {
    YamlValue value = document.require("id");
    String id = value.text("id");
    if (!PinnedKeys.isKeyId(id)) {
      throw value.refused("id must be 1 to 64 of [A-Za-z0-9._-]");
    }
    return id;
  }

  private static long version(YamlMap document) throws ConfigurationRefused {
    YamlValue value = document.require("version");
    BigDecimal version = value.number("version");
    if (version.scale() != 0
        || version.signum() <= 0
        || version.compareTo(BigDecimal.valueOf(JsonNumber.MAX_WHOLE)) > 0) {
      throw value.refused("version must be a whole number from 1");
    }
    return version.longValueExact();
  }

  private Mode mode() throws ConfigurationRefused {
    YamlValue value = document.find("mode");
    if (value == null) {
      return Mode.ENFORCE;
    }
    Mode mode = ModeName.find(value.text("mode"));
    if (mode == null) {
      throw value.refused(
          "unknown mode ["
              + value.text("mode")
              + "]"
              + NearestName.suggest(value.text("mode"), ModeName.ALL));
    }
    return mode;
  }

  private Set<String> listed() throws ConfigurationRefused {
    YamlValue value = document.find("environment");
    return value == null ? Set.of() : new LinkedHashSet<>(value.texts("environment"));
  }

  private List<Rule> section(String name, RuleReader rules, boolean mayHaveQuorum)
      throws ConfigurationRefused {
    YamlValue value = document.find(name);
    List<Rule> section = new ArrayList<>();
    if (value != null) {
      for (Map.Entry<String, YamlValue> rule : YamlMap.of(value, name).values().entrySet()) {
        section.add(rules.read(rule.getKey(), rule.getValue(), mayHaveQuorum));
      }
    }
    return section;
  }

  /** Only the JDK's: what an application marks or a policy maps is there to be governed. */
  private List<ActionPattern> ungoverned() throws ConfigurationRefused {
    YamlValue value = document.find("ungoverned");
    if (value == null) {
      return List.of();
    }
    List<ActionPattern> patterns = actions.patterns(value);
    for (ActionPattern pattern : patterns) {
      if (!pattern.text().startsWith("jdk:")) {
        throw value.refused(
            "[" + pattern.text() + "] cannot be ungoverned; name actions that begin with [jdk:]");
      }
    }
    return patterns;
  }

  private AuthorityLimits authorities() throws ConfigurationRefused {
    YamlValue value = document.find("authorities");
    if (value == null) {
      return AuthorityLimits.NONE;
    }
    YamlMap section = YamlMap.of(value, "authorities");
    Map<String, AuthorityLimits.Limit> byKeyId = new LinkedHashMap<>();
    for (Map.Entry<String, YamlValue> entry : section.values().entrySet()) {
      if (!PinnedKeys.isKeyId(entry.getKey())) {
        throw section.refusedAt(entry.getKey(), "key id must be 1 to 64 of [A-Za-z0-9._-]");
      }
      YamlMap authority = YamlMap.of(entry.getValue(), "authority");
      authority.checkKeys(List.of("actions", "quorum"));
      byKeyId.put(
          entry.getKey(),
          new AuthorityLimits.Limit(
              actions.patterns(authority.require("actions")),
              QuorumReader.read(authority.find("quorum"))));
    }
    return AuthorityLimits.of(byKeyId);
  }
}
