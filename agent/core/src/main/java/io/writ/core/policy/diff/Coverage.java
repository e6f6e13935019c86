package io.writ.core.policy.diff;

import io.writ.core.constraint.All;
import io.writ.core.constraint.Any;
import io.writ.core.constraint.Cidr;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Contains;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Host;
import io.writ.core.constraint.NotOneOf;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.Range;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Subset;
import io.writ.core.constraint.UrlUnder;
import io.writ.core.constraint.Wildcard;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.policy.KeyQuorum;
import io.writ.core.policy.Rule;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which rule surely speaks of every call that another speaks of.
 *
 * <p>A rule that grants covers a call when every clause admits its argument; a clause on an
 * argument that the action lacks makes it cover nothing. A rule that denies strikes a call unless
 * some clause refuses its argument, and a value that a clause cannot decide is not refused: {@code
 * null}, an odd spelling, a foreign type are struck. A clause on an argument that the action lacks
 * refuses nothing. The two are therefore compared by different rules, and mistaking one for the
 * other is the way past a denial.
 */
class Coverage {
  private static final Constraint ANYTHING = new Wildcard();

  private final Predicate<String> isUnknown;

  /**
   * @param isUnknown whether a text stands for a value that is not known here, such as a variable
   */
  Coverage(Predicate<String> isUnknown) {
    this.isUnknown = isUnknown;
  }

  /** Whether a granting rule covers no call at all: it names an argument that the action lacks. */
  static boolean isDead(Rule rule, ActionSet set) {
    List<String> names = set.argumentNames();
    return names != null && !names.containsAll(rule.where().keySet());
  }

  /** Whether the outer rule covers every call of the set that the inner one covers. */
  boolean covers(Rule outer, Rule inner, ActionSet set) {
    if (isDead(inner, set)) {
      return true;
    }
    if (isDead(outer, set) || !set.isWithin(outer.actions())) {
      return false;
    }
    for (Map.Entry<String, Constraint> clause : outer.where().entrySet()) {
      Constraint granted = inner.where().get(clause.getKey());
      if (granted == null) {
        // An action that lacks the argument is covered by the inner rule and not by the outer one.
        if (set.argumentNames() == null || !isCovered(clause.getValue(), ANYTHING)) {
          return false;
        }
      } else if (!isCovered(clause.getValue(), granted)) {
        return false;
      }
    }
    return true;
  }

  /** Whether whoever meets what the inner rule demands meets what the outer rule demands. */
  boolean isQuorumCovered(@Nullable KeyQuorum outer, @Nullable KeyQuorum inner) {
    return outer == null || (inner != null && inner.implies(outer));
  }

  /** Whether the outer denial strikes every call of the set that the inner one strikes. */
  boolean strikes(Rule outer, Rule inner, ActionSet set) {
    if (!set.isWithin(outer.actions())) {
      return false;
    }
    List<String> names = set.argumentNames();
    for (Map.Entry<String, Constraint> clause : outer.where().entrySet()) {
      boolean isIgnored = names != null && !names.contains(clause.getKey());
      if (!isIgnored && !isStruck(clause.getValue(), inner.where().get(clause.getKey()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether whatever the outer clause refuses, the inner one refuses; null for no clause. */
  boolean isStruck(Constraint outer, @Nullable Constraint inner) {
    if (outer instanceof Wildcard) {
      return true;
    }
    // Of one type: they then decide the same values, and one that covers more refuses fewer.
    return inner != null
        && (outer.equals(inner) || (isOfOneType(outer, inner) && isCovered(outer, inner)));
  }

  /** Whether no call is covered by the one and struck by the other. */
  boolean areDisjoint(Rule granting, Rule denying, ActionSet set) {
    if (isDead(granting, set)) {
      return true;
    }
    return granting.where().entrySet().stream()
        .anyMatch(
            clause -> {
              Constraint struck = denying.where().get(clause.getKey());
              return struck != null && areDisjoint(clause.getValue(), struck);
            });
  }

  /** Whether whatever the first admits, the second decides and refuses. */
  private boolean areDisjoint(Constraint granted, Constraint struck) {
    if (isUnknown(granted) || isUnknown(struck)) {
      return false;
    }
    if (granted instanceof PathUnder under && struck instanceof PathUnder denied) {
      return under.roots().stream()
          .allMatch(root -> denied.roots().stream().noneMatch(other -> areNested(root, other)));
    }
    List<Scalar> values = listed(granted);
    List<Scalar> denied = listed(struck);
    return !values.isEmpty() && !denied.isEmpty() && values.stream().noneMatch(denied::contains);
  }

  private static boolean areNested(RealPath a, RealPath b) {
    return a.isUnder(b) || b.isUnder(a);
  }

  boolean isCovered(Constraint outer, Constraint inner) {
    if (outer.equals(inner) || outer instanceof Wildcard) {
      return true;
    }
    return (isUnknown(outer) || isUnknown(inner))
        ? isUnknownCovered(outer, inner)
        : outer.covers(inner);
  }

  /**
   * What holds whatever the unknown values are. {@code not_one_of [secret]} covers a variable's
   * name and perhaps not its value, and a host pattern a word that may turn out to be none.
   */
  private boolean isUnknownCovered(Constraint outer, Constraint inner) {
    if (inner instanceof Any any) {
      return any.of().stream().allMatch(clause -> isCovered(outer, clause));
    } else if (outer instanceof All all) {
      return all.of().stream().allMatch(clause -> isCovered(clause, inner));
    } else if (outer instanceof Any any) {
      return any.of().stream().anyMatch(clause -> isCovered(clause, inner));
    } else if (inner instanceof All all) {
      return all.of().stream().anyMatch(clause -> isCovered(outer, clause));
    }
    return !(outer instanceof NotOneOf) && isOfOneType(outer, inner) && outer.covers(inner);
  }

  private boolean isUnknown(Constraint constraint) {
    return isUnknown.test(JsonWriter.write(constraint.toJson()));
  }

  private static boolean isOfOneType(Constraint a, Constraint b) {
    return (!listed(a).isEmpty() && !listed(b).isEmpty())
        || (a.getClass() == b.getClass()
            && (a instanceof NotOneOf
                || a instanceof Range
                || a instanceof Contains
                || a instanceof Subset
                || a instanceof PathUnder
                || a instanceof UrlUnder
                || a instanceof Host
                || a instanceof Cidr));
  }

  private static List<Scalar> listed(Constraint constraint) {
    if (constraint instanceof Exact exact) {
      return List.of(exact.value());
    }
    return constraint instanceof OneOf oneOf ? oneOf.values() : List.of();
  }
}
