package io.writ.config;

import io.writ.core.constraint.All;
import io.writ.core.constraint.Any;
import io.writ.core.constraint.Cidr;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.ConstraintReader;
import io.writ.core.constraint.Contains;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Host;
import io.writ.core.constraint.HostPattern;
import io.writ.core.constraint.IpBlock;
import io.writ.core.constraint.NotOneOf;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Subset;
import io.writ.core.constraint.UrlText;
import io.writ.core.constraint.UrlUnder;
import io.writ.core.constraint.Wildcard;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Constraints as a policy spells them: {@code {exact: v}}, {@code {one_of: [..]}}, {@code
 * {not_one_of: [..]}}, {@code {range: {min: n, max: n}}}, {@code {contains: [..]}}, {@code {subset:
 * [..]}}, {@code path_under}, {@code url_under}, {@code host} or {@code cidr} with one text or a
 * list of them, {@code {all: [..]}} and {@code {any: [..]}} with constraints, {@code wildcard}, and
 * a bare value for {@code exact}.
 */
final class ConstraintShorthand {
  private static final String JAVA_HOME = "${java.home}";
  private static final List<String> JDK_CONFIGURATION =
      List.of(
          "conf/logging.properties",
          "conf/net.properties",
          "conf/security/java.security",
          "lib/security/cacerts");

  static final List<String> TYPES =
      List.of(
          "exact",
          "one_of",
          "not_one_of",
          "range",
          "contains",
          "subset",
          "path_under",
          "url_under",
          "host",
          "cidr",
          "all",
          "any",
          "wildcard");

  private final Variables variables;
  private final PathResolver paths;

  ConstraintShorthand(Variables variables, PathResolver paths) {
    this.variables = variables;
    this.paths = paths;
  }

  Constraint read(YamlValue value) throws ConfigurationRefused {
    return read(value, 0);
  }

  private Constraint read(YamlValue value, int nesting) throws ConfigurationRefused {
    if (value.isText() && value.text("constraint").equals("wildcard")) {
      return new Wildcard();
    }
    if (!value.isMap()) {
      return new Exact(scalar(value));
    }
    YamlMap map = YamlMap.of(value, "constraint");
    map.checkKeys(TYPES);
    if (map.values().size() != 1) {
      throw value.refused("constraint has [" + map.values().size() + "] types, must have [1]");
    }
    String type = map.values().keySet().iterator().next();
    YamlValue operand = map.require(type);
    return switch (type) {
      case "exact" -> new Exact(scalar(operand));
      case "one_of" -> new OneOf(listed(operand, type));
      case "not_one_of" -> notOneOf(operand);
      case "range" -> range(operand);
      case "contains" -> new Contains(texts(operand, type));
      case "subset" -> subset(operand);
      case "path_under" -> pathUnder(operand);
      case "url_under" -> new UrlUnder(oneOrMore(operand, type, UrlText::findBase, UrlText.FORM));
      case "host" -> new Host(oneOrMore(operand, type, HostPattern::find, HostPattern.FORM));
      case "cidr" -> new Cidr(oneOrMore(operand, type, IpBlock::find, IpBlock.FORM));
      case "all" -> new All(clauses(operand, type, nesting));
      case "any" -> new Any(clauses(operand, type, nesting));
      default -> throw operand.refused("[wildcard] takes no value; write it without a colon");
    };
  }

  private Scalar scalar(YamlValue value) throws ConfigurationRefused {
    List<Scalar> scalars = scalars(value);
    if (scalars.size() != 1) {
      throw value.refused("[exact] stands for several values here; use [one_of]");
    }
    return scalars.get(0);
  }

  private List<Scalar> scalars(YamlValue value) throws ConfigurationRefused {
    if (value.isNumber()) {
      return List.of(Scalar.of(value.number("value")));
    }
    if (value.isTruth()) {
      return List.of(new Scalar.Truth(value.truth()));
    }
    List<Scalar> scalars = new ArrayList<>();
    for (String text : variables.resolve(value, value.text("value"))) {
      scalars.add(new Scalar.Text(text));
    }
    return scalars;
  }

  private List<Scalar> listed(YamlValue value, String type) throws ConfigurationRefused {
    List<Scalar> scalars = new ArrayList<>();
    for (YamlValue item : value.items(type)) {
      scalars.addAll(scalars(item));
    }
    checkNotEmpty(scalars, value, type);
    return scalars;
  }

  private NotOneOf notOneOf(YamlValue value) throws ConfigurationRefused {
    List<Scalar> scalars = listed(value, "not_one_of");
    if (!NotOneOf.areOfOneFamily(scalars)) {
      throw value.refused("[not_one_of] " + NotOneOf.FORM);
    }
    return new NotOneOf(scalars);
  }

  /** A list of texts; a variable may stand for several. */
  private List<String> texts(YamlValue value, String type) throws ConfigurationRefused {
    List<String> texts = new ArrayList<>();
    for (YamlValue item : value.items(type)) {
      texts.addAll(variables.resolve(item, item.text(type)));
    }
    checkNotEmpty(texts, value, type);
    return texts;
  }

  private Subset subset(YamlValue value) throws ConfigurationRefused {
    boolean isEmpty = value.isList() && value.items("subset").isEmpty();
    return new Subset(isEmpty ? List.of() : texts(value, "subset"));
  }

  private <T> List<T> oneOrMore(
      YamlValue value, String type, Function<String, @Nullable T> find, String form)
      throws ConfigurationRefused {
    List<T> entries = new ArrayList<>();
    for (YamlValue item : value.isList() ? value.items(type) : List.of(value)) {
      for (String text : variables.resolve(item, item.text(type))) {
        T entry = find.apply(text);
        if (entry == null) {
          throw item.refused("[" + type + "] " + form);
        }
        entries.add(entry);
      }
    }
    checkNotEmpty(entries, value, type);
    return entries;
  }

  private List<Constraint> clauses(YamlValue value, String type, int nesting)
      throws ConfigurationRefused {
    if (nesting == ConstraintReader.MAX_NESTING) {
      throw value.refused(
          "[" + type + "] is nested deeper than [" + ConstraintReader.MAX_NESTING + "]");
    }
    List<Constraint> clauses = new ArrayList<>();
    for (YamlValue item : value.items(type)) {
      clauses.add(read(item, nesting + 1));
    }
    checkNotEmpty(clauses, value, type);
    if (clauses.size() > ConstraintReader.MAX_CLAUSES) {
      throw value.refused(
          "["
              + type
              + "] has ["
              + clauses.size()
              + "] constraints, at most ["
              + ConstraintReader.MAX_CLAUSES
              + "]");
    }
    return clauses;
  }

  private static void checkNotEmpty(List<?> list, YamlValue value, String type)
      throws ConfigurationRefused {
    if (list.isEmpty()) {
      throw value.refused("[" + type + "] is an empty list");
    }
  }

  private Range range(YamlValue value) throws ConfigurationRefused {
    YamlMap map = YamlMap.of(value, "range");
    map.checkKeys(List.of("min", "max"));
    BigDecimal min = bound(map.find("min"), "min");
    BigDecimal max = bound(map.find("max"), "max");
    if (min == null && max == null) {
      throw value.refused("[range] has neither [min] nor [max]");
    }
    if (min != null && max != null && min.compareTo(max) > 0) {
      throw map.refusedAt("min", "[min] is greater than [max]");
    }
    return new Range(min, max);
  }

  private @Nullable BigDecimal bound(@Nullable YamlValue value, String name)
      throws ConfigurationRefused {
    return value == null ? null : value.number(name);
  }

  private PathUnder pathUnder(YamlValue value) throws ConfigurationRefused {
    List<RealPath> roots = new ArrayList<>();
    List<YamlValue> items = value.isList() ? value.items("path_under") : List.of(value);
    for (YamlValue item : items) {
      for (String path : variables.resolve(item, item.text("path_under"))) {
        roots.add(resolve(item, path));
      }
      if (item.text("path_under").equals(JAVA_HOME)) {
        addLinkedConfiguration(roots.get(roots.size() - 1), item, roots);
      }
    }
    checkNotEmpty(roots, value, "path_under");
    return new PathUnder(roots);
  }

  /**
   * Linux distributions keep the JDK's configuration in {@code /etc} and link to it file by file.
   * Who lets a program read its JDK means those files too: without them, the first TLS connection
   * fails.
   */
  private void addLinkedConfiguration(RealPath home, YamlValue item, List<RealPath> roots)
      throws ConfigurationRefused {
    for (String file : JDK_CONFIGURATION) {
      RealPath real = resolve(item, home.value() + "/" + file);
      if (!real.isUnder(home)) {
        String directory = real.value().substring(0, real.value().lastIndexOf('/'));
        RealPath root = file.endsWith("cacerts") ? real : new RealPath(directory);
        if (!directory.isEmpty() && roots.stream().noneMatch(root::isUnder)) {
          roots.add(root);
        }
      }
    }
  }

  private RealPath resolve(YamlValue value, String path) throws ConfigurationRefused {
    try {
      return paths.resolve(path);
    } catch (IOException e) {
      throw value.refused("path [" + path + "] cannot be resolved; name one that can be read");
    }
  }
}
