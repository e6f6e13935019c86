package io.writ.core.decision;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one section for one action, in document order, so laid out that a call is compared
 * with those rules only that can speak of it.
 *
 * <p>A rule that demands of one argument a listed text, or a path under listed directories, is
 * found by that argument's value; what such a demand does not find, it does not admit. All other
 * rules are asked one by one. A deny rule also strikes what it cannot decide upon, so that an
 * argument of another kind than text or path has all deny rules asked.
 */
final class RuleTable {
  /** Up to so many rules are asked one by one: that is as fast. */
  static final int SMALL = 8;

  private static final int NOWHERE = Integer.MAX_VALUE;

  private final CompiledRule[] rules;
  private final int[] unindexed;
  private final @Nullable ArgumentIndex[] byArgument;

  /** The rules that are found by one argument. */
  private record ArgumentIndex(@Nullable TextIndex listed, @Nullable TextIndex under) {}

  RuleTable(CompiledRule[] rules, int arity) {
    this.rules = rules;
    this.byArgument = new @Nullable ArgumentIndex[arity];
    List<Integer> rest = new ArrayList<>();
    TextIndex.Builder[] listed = builders(arity);
    TextIndex.Builder[] under = builders(arity);
    for (int position = 0; position < rules.length; position++) {
      if (rules.length <= SMALL || !isIndexed(position, listed, under)) {
        rest.add(position);
      }
    }
    for (int i = 0; i < arity; i++) {
      TextIndex texts = listed[i].build();
      TextIndex paths = under[i].build();
      byArgument[i] = texts == null && paths == null ? null : new ArgumentIndex(texts, paths);
    }
    unindexed = rest.stream().mapToInt(Integer::intValue).toArray();
  }

  private static TextIndex.Builder[] builders(int arity) {
    TextIndex.Builder[] builders = new TextIndex.Builder[arity];
    for (int i = 0; i < arity; i++) {
      builders[i] = new TextIndex.Builder();
    }
    return builders;
  }

  private boolean isIndexed(int position, TextIndex.Builder[] listed, TextIndex.Builder[] under) {
    for (int i = 0; i < listed.length; i++) {
      Constraint constraint = rules[position].constraint(i);
      if (constraint instanceof PathUnder paths) {
        for (RealPath root : paths.roots()) {
          under[i].add(root.value(), position);
        }
        return true;
      }
      List<Scalar> scalars = scalars(constraint);
      if (!scalars.isEmpty() && scalars.stream().allMatch(Scalar.Text.class::isInstance)) {
        for (Scalar scalar : scalars) {
          listed[i].add(((Scalar.Text) scalar).value(), position);
        }
        return true;
      }
    }
    return false;
  }

  private static List<Scalar> scalars(@Nullable Constraint constraint) {
    if (constraint instanceof Exact exact) {
      return List.of(exact.value());
    }
    return constraint instanceof OneOf oneOf ? oneOf.values() : List.of();
  }

  int size() {
    return rules.length;
  }

  CompiledRule rule(int position) {
    return rules[position];
  }

  /** The first rule at or after a position that covers the call, or -1. */
  int nextCovering(Arguments arguments, int from) {
    int best = NOWHERE;
    for (int position : unindexed) {
      if (position >= from && rules[position].covers(arguments)) {
        best = position;
        break;
      }
    }
    for (int i = 0; i < byArgument.length; i++) {
      ArgumentIndex index = byArgument[i];
      if (index != null) {
        best = search(index, arguments, i, from, best, false);
      }
    }
    return best == NOWHERE ? -1 : best;
  }

  /** The first deny rule that strikes the call, or -1. */
  int firstStriking(Arguments arguments) {
    if (!isDecidable(arguments)) {
      for (int position = 0; position < rules.length; position++) {
        if (rules[position].strikes(arguments)) {
          return position;
        }
      }
      return -1;
    }
    int best = NOWHERE;
    for (int position : unindexed) {
      if (rules[position].strikes(arguments)) {
        best = position;
        break;
      }
    }
    for (int i = 0; i < byArgument.length; i++) {
      ArgumentIndex index = byArgument[i];
      if (index != null) {
        best = search(index, arguments, i, 0, best, true);
      }
    }
    return best == NOWHERE ? -1 : best;
  }

  /** Whether every demand that rules are found by can be decided upon. */
  private boolean isDecidable(Arguments arguments) {
    for (int i = 0; i < byArgument.length; i++) {
      ArgumentIndex index = byArgument[i];
      if (index != null
          && arguments.kind(i) != Kind.PATH
          && (index.under != null || arguments.kind(i) != Kind.TEXT)) {
        return false;
      }
    }
    return true;
  }

  private int search(
      ArgumentIndex index, Arguments arguments, int argument, int from, int best, boolean strike) {
    Kind kind = arguments.kind(argument);
    if (kind != Kind.TEXT && kind != Kind.PATH) {
      return best;
    }
    Object value = arguments.object(argument);
    String text = value instanceof RealPath path ? path.value() : String.valueOf(value);
    int found = best;
    if (index.listed != null) {
      found = first(index.listed.find(text), arguments, from, found, strike);
    }
    return kind == Kind.PATH && index.under != null
        ? searchUnder(index.under, text, arguments, from, found, strike)
        : found;
  }

  /** Looks the path and every directory above it up; a path is absolute and has no last slash. */
  private int searchUnder(
      TextIndex index, String path, Arguments arguments, int from, int best, boolean strike) {
    int found = first(index.find("/"), arguments, from, best, strike);
    int hash = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/' && i > 0) {
        found = first(index.find(path, i, hash), arguments, from, found, strike);
      }
      hash = 31 * hash + c;
    }
    return first(index.find(path, path.length(), hash), arguments, from, found, strike);
  }

  private int first(int[] positions, Arguments arguments, int from, int best, boolean strike) {
    for (int position : positions) {
      if (position >= best) {
        return best;
      }
      if (position >= from
          && (strike ? rules[position].strikes(arguments) : rules[position].covers(arguments))) {
        return position;
      }
    }
    return best;
  }
}
