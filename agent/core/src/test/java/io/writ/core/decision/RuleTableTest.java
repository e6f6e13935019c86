package io.writ.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.NotOneOf;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Wildcard;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.Rule;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The index must find what asking every rule in turn finds, and nothing else. */
class RuleTableTest {
  private static final long SEED = 7;
  private static final GovernedAction ACTION =
      new GovernedAction(0, "test:act", List.of("path", "name", "port"));
  private static final List<String> PATHS =
      List.of("/", "/a", "/a/b", "/a/b/c", "/a/bc", "/ab", "/b", "/b/c/d", "/Aa", "/BB");

  private final Random random = new Random(SEED);

  @Test
  void indexedTable_answersAsEveryRuleAskedInTurn() {
    int covered = 0;
    int struck = 0;
    int indexed = 0;
    for (int round = 0; round < 3_000; round++) {
      CompiledRule[] rules = rules(1 + random.nextInt(40));
      RuleTable table = new RuleTable(rules, 3);
      indexed += rules.length > RuleTable.SMALL ? 1 : 0;
      for (int call = 0; call < 20; call++) {
        Arguments arguments = arguments();
        int from = random.nextInt(rules.length + 1);
        int expected = covering(rules, arguments, from);
        assertEquals(expected, table.nextCovering(arguments, from), "seed " + SEED);
        int striking = striking(rules, arguments);
        assertEquals(striking, table.firstStriking(arguments), "seed " + SEED);
        covered += expected >= 0 ? 1 : 0;
        struck += striking >= 0 ? 1 : 0;
      }
    }
    assertTrue(
        covered > 5_000 && covered < 55_000 && struck > 5_000 && struck < 59_000 && indexed > 1_000,
        covered + " covered, " + struck + " struck, " + indexed + " indexed");
  }

  private static int covering(CompiledRule[] rules, Arguments arguments, int from) {
    for (int i = from; i < rules.length; i++) {
      if (rules[i].covers(arguments)) {
        return i;
      }
    }
    return -1;
  }

  private static int striking(CompiledRule[] rules, Arguments arguments) {
    for (int i = 0; i < rules.length; i++) {
      if (rules[i].strikes(arguments)) {
        return i;
      }
    }
    return -1;
  }

  private CompiledRule[] rules(int count) {
    List<CompiledRule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, Constraint> where = new LinkedHashMap<>();
      for (String name : ACTION.argumentNames()) {
        if (random.nextInt(4) > 0) {
          where.put(name, constraint());
        }
      }
      if (random.nextInt(20) == 0) {
        where.put("absent", new Wildcard());
      }
      rules.add(
          new CompiledRule(
              new Rule("r" + i, List.of(new ActionPattern("test:act")), where), ACTION));
    }
    return rules.toArray(CompiledRule[]::new);
  }

  private Constraint constraint() {
    return switch (random.nextInt(7)) {
      case 0 -> new Exact(scalar());
      case 1 -> new OneOf(List.of(scalar(), scalar(), scalar()));
      case 2, 3 -> new PathUnder(List.of(new RealPath(path()), new RealPath(path())));
      case 4 -> new Range(null, BigDecimal.valueOf(random.nextInt(4)));
      case 5 -> new NotOneOf(List.of(new Scalar.Text(path())));
      default -> new Wildcard();
    };
  }

  private Scalar scalar() {
    return random.nextInt(4) > 0
        ? new Scalar.Text(path())
        : Scalar.of(BigDecimal.valueOf(random.nextInt(4)));
  }

  private String path() {
    return PATHS.get(random.nextInt(PATHS.size()));
  }

  private Arguments arguments() {
    Arguments arguments = new Arguments();
    for (int i = 0; i < 3; i++) {
      switch (random.nextInt(8)) {
        case 0 -> arguments.addInteger(random.nextInt(4));
        case 1 -> arguments.add(Kind.NULL, null);
        case 2 -> arguments.add(Kind.OPAQUE, null);
        case 3, 4 -> arguments.add(Kind.TEXT, path());
        default -> arguments.add(Kind.PATH, new RealPath(path()));
      }
    }
    return arguments;
  }
}
