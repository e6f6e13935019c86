package io.writ.config;

import io.writ.api.Reason;
import io.writ.core.artifact.Grant;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.RealPath;
import io.writ.core.jws.PinnedKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of calls and the verdicts that a policy must have on them.
 *
 * @param policy the policy's file, relative to this one; null when it is named elsewhere
 * @param cases in document order
 */
public record PolicyCases(@Nullable String policy, List<Case> cases) {
  private static final String ALLOWED = "allowed";
  private static final String DENIED = "denied";

  /** Copies the list. */
  public PolicyCases {
    cases = List.copyOf(cases);
  }

  /**
   * One case.
   *
   * @param place file, line and column, for messages
   * @param name what it shows
   * @param artifact what is bound, or null
   * @param action of the call
   * @param arguments texts, numbers, booleans, lists of texts, real paths and nulls by name
   * @param isAllowed the expected verdict
   * @param rule the rule that must decide it, or null for any
   * @param reason of a denial, or null for any
   */
  public record Case(
      String place,
      String name,
      @Nullable Bound artifact,
      String action,
      Map<String, @Nullable Object> arguments,
      boolean isAllowed,
      @Nullable String rule,
      @Nullable Reason reason) {
    /** Copies the map, nulls and all. */
    public Case {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
  }

  /**
   * An artifact that is to be minted.
   *
   * @param authority the {@code kid} of who roots it
   * @param cosigners {@code kid}s of who co-signs it
   * @param scope what it grants
   */
  public record Bound(String authority, List<String> cosigners, Map<String, Grant> scope) {
    /** Copies what it is given. */
    public Bound {
      cosigners = List.copyOf(cosigners);
      scope = Collections.unmodifiableMap(new LinkedHashMap<>(scope));
    }
  }

  /**
   * Reads the table. Its values may name variables, as a policy's may.
   *
   * @param source the file's name, for messages
   */
  public static PolicyCases read(String source, byte[] utf8, PolicyContext context)
      throws ConfigurationRefused {
    YamlMap document = YamlDocument.read(source, utf8);
    document.checkKeys(List.of("policy", "cases"));
    YamlValue policy = document.find("policy");
    Reader reader = new Reader(context);
    List<Case> cases = new ArrayList<>();
    for (YamlValue item : document.require("cases").items("cases")) {
      cases.add(reader.read(item));
    }
    if (cases.isEmpty()) {
      throw document.require("cases").refused("[cases] is an empty list");
    }
    return new PolicyCases(policy == null ? null : policy.text("policy"), cases);
  }

  private static final class Reader {
    private final PolicyContext context;
    private final Variables variables;
    private final ConstraintShorthand constraints;

    Reader(PolicyContext context) {
      this.context = context;
      this.variables = new Variables(context, context.environment().keySet());
      this.constraints = new ConstraintShorthand(variables, context.paths());
    }

    Case read(YamlValue item) throws ConfigurationRefused {
      YamlMap map = YamlMap.of(item, "case");
      map.checkKeys(List.of("name", "artifact", "call", "expect", "rule", "reason"));
      YamlValue expect = map.require("expect");
      String expected = expect.text("expect");
      if (!expected.equals(ALLOWED) && !expected.equals(DENIED)) {
        throw expect.refused(
            "unknown verdict ["
                + expected
                + "]"
                + NearestName.suggest(expected, List.of(ALLOWED, DENIED)));
      }
      YamlMap call = YamlMap.of(map.require("call"), "call");
      Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
      for (Map.Entry<String, YamlValue> entry : call.values().entrySet()) {
        if (!entry.getKey().equals("action")) {
          arguments.put(entry.getKey(), argument(entry.getValue()));
        }
      }
      return new Case(
          YamlDocument.place(item.source(), item.node().getStartMark()),
          map.require("name").text("name"),
          artifact(map.find("artifact")),
          call.require("action").text("action"),
          arguments,
          expected.equals(ALLOWED),
          text(map.find("rule"), "rule"),
          reason(map.find("reason"), expected));
    }

    private static @Nullable String text(@Nullable YamlValue value, String what)
        throws ConfigurationRefused {
      return value == null ? null : value.text(what);
    }

    private static @Nullable Reason reason(@Nullable YamlValue value, String expected)
        throws ConfigurationRefused {
      if (value == null) {
        return null;
      }
      String text = value.text("reason");
      for (Reason reason : Reason.values()) {
        if (reason.name().equals(text) && expected.equals(DENIED)) {
          return reason;
        }
      }
      throw value.refused(
          expected.equals(DENIED)
              ? "unknown reason ["
                  + text
                  + "]"
                  + NearestName.suggest(
                      text, Arrays.stream(Reason.values()).map(Reason::name).toList())
              : "what is allowed has no reason; remove it");
    }

    private @Nullable Object argument(YamlValue value) throws ConfigurationRefused {
      if (value.isNumber()) {
        return value.number("argument");
      } else if (value.isTruth()) {
        return value.truth();
      } else if (value.isList()) {
        List<String> texts = new ArrayList<>();
        for (YamlValue item : value.items("argument")) {
          texts.addAll(variables.resolve(item, item.text("argument")));
        }
        return List.copyOf(texts);
      } else if (value.isMap()) {
        YamlMap map = YamlMap.of(value, "argument");
        map.checkKeys(List.of("path"));
        return path(map.require("path"));
      }
      return value.typeName().equals("null") ? null : one(value, "argument");
    }

    private RealPath path(YamlValue value) throws ConfigurationRefused {
      String text = one(value, "path");
      try {
        return context.paths().resolve(text);
      } catch (IOException e) {
        throw value.refused("path [" + text + "] cannot be resolved");
      }
    }

    private String one(YamlValue value, String what) throws ConfigurationRefused {
      List<String> texts = variables.resolve(value, value.text(what));
      if (texts.size() != 1) {
        throw value.refused(what + " stands for several values");
      }
      return texts.get(0);
    }

    private @Nullable Bound artifact(@Nullable YamlValue value) throws ConfigurationRefused {
      if (value == null) {
        return null;
      }
      YamlMap map = YamlMap.of(value, "artifact");
      map.checkKeys(List.of("authority", "cosigners", "scope"));
      YamlValue cosigners = map.find("cosigners");
      List<String> signers = cosigners == null ? List.of() : cosigners.texts("cosigners");
      for (String keyId : signers) {
        if (!PinnedKeys.isKeyId(keyId)) {
          throw map.refusedAt("cosigners", "kid must be 1 to 64 of [A-Za-z0-9._-]");
        }
      }
      String authority = map.require("authority").text("authority");
      if (!PinnedKeys.isKeyId(authority)) {
        throw map.refusedAt("authority", "kid must be 1 to 64 of [A-Za-z0-9._-]");
      }
      Map<String, Grant> scope = new LinkedHashMap<>();
      for (Map.Entry<String, YamlValue> entry :
          YamlMap.of(map.require("scope"), "scope").values().entrySet()) {
        Map<String, Constraint> clauses = new LinkedHashMap<>();
        for (Map.Entry<String, YamlValue> clause :
            YamlMap.of(entry.getValue(), "grant").values().entrySet()) {
          clauses.put(clause.getKey(), constraints.read(clause.getValue()));
        }
        scope.put(entry.getKey(), new Grant(clauses));
      }
      return new Bound(authority, signers, scope);
    }
  }
}
