package io.writ.core.constraint;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which constraint covers which: the child of a pair must admit no argument, of any kind, that the
 * parent refuses. A pair that is not in the table is not covered.
 *
 * <pre>
 * parent     | children that it covers
 * -----------+------------------------------------------------------------------------------------
 * exact      | exact, one_of: no other value
 * one_of     | exact, one_of: all values listed
 * not_one_of | exact, one_of: all values of its family, none excluded
 *            | not_one_of: of its family, excludes all that it excludes
 *            | range: it excludes numbers, none of them within the range
 *            | path_under: it excludes texts, none of them a canonical path under a root
 *            | url_under, host, cidr: it excludes texts, none of which the child admits
 * range      | exact, one_of: all values are numbers within; range: both bounds within
 * contains   | contains: demands all that it demands
 * subset     | subset: lists nothing that it does not list
 * path_under | path_under: each root under one of its roots
 * url_under  | url_under: each base under one of its bases; exact, one_of: all are texts that it
 *            | admits and that no path has
 * host, cidr | the same with patterns and blocks
 * wildcard   | every constraint
 * </pre>
 *
 * <p>Composites, asked in this order:
 *
 * <ol>
 *   <li>a child {@code any} is covered when every clause of it is;
 *   <li>a parent {@code all} covers what every clause of it covers;
 *   <li>a parent {@code any} covers what some clause of it covers;
 *   <li>a child {@code all} is covered when some clause of it is. For a parent {@code any} and a
 *       child {@code all}, the third or this one.
 * </ol>
 *
 * <p>What the table leaves out, and why. {@code path_under} does not cover {@code exact "/a/b"}:
 * that also admits the text {@code "/a/b"}, which nobody resolved, and {@code path_under} admits
 * resolved paths only. The other way round, {@code url_under}, {@code host} and {@code cidr} admit
 * texts only, and {@code exact} also admits the path that it spells; they may cover it since no
 * canonical path is a URL, a name or an address, which is checked and not assumed. {@code contains}
 * and {@code subset} do not cover one another: the one is open above, the other below. Nothing is
 * concluded from two clauses together: {@code any [≤ 5, ≥ 6]} does not cover {@code one_of [5, 7]},
 * and {@code exact} does not cover an {@code all} that only it satisfies.
 *
 * <p>Work is bounded. A composite of composites multiplies, so each comparison is counted before it
 * is made, and beyond {@value #MAX_STEPS} of them the answer is false. That is sound because no
 * rule concludes anything from a pair that is not covered.
 */
final class Subsumption {
  /** Two full lists compared pair by pair, twice. */
  static final int MAX_STEPS = 131_072;

  /** Characters that are read in about the time of one comparison. */
  private static final int CHARACTERS_PER_STEP = 16;

  private long steps;

  Subsumption() {}

  /** The answer for a pair; an equal child is covered whatever it would cost to find out. */
  static boolean covers(Constraint parent, Constraint child) {
    return parent.equals(child) || new Subsumption().isCovered(parent, child);
  }

  /** How many comparisons were asked for so far; those beyond the limit were not made. */
  long steps() {
    return steps;
  }

  boolean isCovered(Constraint parent, Constraint child) {
    if (!mayCompare(1)) {
      return false;
    }
    if (parent instanceof Wildcard) {
      return true;
    }
    if (child instanceof Any any) {
      return any.of().stream().allMatch(clause -> isCovered(parent, clause));
    }
    if (parent instanceof All all) {
      return all.of().stream().allMatch(clause -> isCovered(clause, child));
    }
    if (parent instanceof Any any
        && any.of().stream().anyMatch(clause -> isCovered(clause, child))) {
      return true;
    }
    if (child instanceof All all) {
      return all.of().stream().anyMatch(clause -> isCovered(parent, clause));
    }
    return isSimpleCovered(parent, child);
  }

  private boolean isSimpleCovered(Constraint parent, Constraint child) {
    // Pattern switches are a preview feature at release 17.
    if (parent instanceof Exact exact) {
      return isListed(List.of(exact.value()), child);
    } else if (parent instanceof OneOf oneOf) {
      return isListed(oneOf.values(), child);
    } else if (parent instanceof NotOneOf notOneOf) {
      return isNotExcluded(notOneOf, child);
    } else if (parent instanceof Range range) {
      return isWithin(range, child);
    } else if (parent instanceof Contains contains) {
      return child instanceof Contains more && isIn(more.values(), contains.values());
    } else if (parent instanceof Subset subset) {
      return child instanceof Subset fewer && isIn(subset.values(), fewer.values());
    } else if (parent instanceof PathUnder under) {
      return child instanceof PathUnder deeper
          && mayCompare((long) under.roots().size() * deeper.roots().size())
          && deeper.roots().stream().allMatch(under::isUnderAny);
    }
    return parent instanceof TextForm form && isFormCovered(form, child);
  }

  private boolean isListed(List<Scalar> values, Constraint child) {
    List<Scalar> listed = listed(child);
    return !listed.isEmpty() && isIn(values, listed);
  }

  private boolean isNotExcluded(NotOneOf parent, Constraint child) {
    List<Scalar> excluded = parent.values();
    List<Scalar> listed = listed(child);
    if (!listed.isEmpty()) {
      if (!mayCompare((long) excluded.size() + listed.size())) {
        return false;
      }
      Set<Scalar> set = new HashSet<>(excluded);
      return listed.stream()
          .allMatch(value -> value.family() == parent.family() && !set.contains(value));
    }
    if (child instanceof NotOneOf other) {
      // Of the same family then, since each list is of one.
      return isIn(other.values(), excluded);
    }
    if (child instanceof Range range) {
      return parent.family() == Scalar.Family.NUMBER
          && mayCompare(excluded.size())
          && excluded.stream().noneMatch(value -> range.contains(value.number()));
    }
    if (child instanceof PathUnder under) {
      return parent.family() == Scalar.Family.TEXT
          && mayRead(excluded, under.roots().size())
          && texts(excluded).stream().noneMatch(text -> isUnder(under, text));
    }
    return child instanceof TextForm form
        && parent.family() == Scalar.Family.TEXT
        && mayRead(excluded, entries(form))
        && texts(excluded).stream().noneMatch(form::admitsText);
  }

  private boolean isWithin(Range parent, Constraint child) {
    if (child instanceof Range range) {
      return parent.contains(range);
    }
    List<Scalar> listed = listed(child);
    return !listed.isEmpty()
        && mayCompare(listed.size())
        && listed.stream().allMatch(value -> parent.contains(value.number()));
  }

  private boolean isFormCovered(TextForm parent, Constraint child) {
    List<Scalar> listed = listed(child);
    if (!listed.isEmpty()) {
      List<String> texts = texts(listed);
      return texts.size() == listed.size()
          && mayRead(listed, entries(parent))
          && texts.stream()
              .allMatch(text -> !RealPath.isCanonical(text) && parent.admitsText(text));
    }
    if (!(child instanceof TextForm form) || !mayCompare((long) entries(parent) * entries(form))) {
      return false;
    }
    if (parent instanceof Host host && child instanceof Host narrower) {
      return narrower.patterns().stream()
          .allMatch(inner -> host.patterns().stream().anyMatch(outer -> outer.contains(inner)));
    } else if (parent instanceof Cidr cidr && child instanceof Cidr narrower) {
      return narrower.blocks().stream()
          .allMatch(inner -> cidr.blocks().stream().anyMatch(outer -> outer.contains(inner)));
    }
    return parent instanceof UrlUnder under
        && child instanceof UrlUnder narrower
        && narrower.bases().stream()
            .allMatch(inner -> under.bases().stream().anyMatch(inner::isUnder));
  }

  private static boolean isUnder(PathUnder under, String text) {
    return RealPath.isCanonical(text) && under.isUnderAny(new RealPath(text));
  }

  private static int entries(TextForm form) {
    if (form instanceof Host host) {
      return host.patterns().size();
    }
    return form instanceof Cidr cidr
        ? cidr.blocks().size()
        : form instanceof UrlUnder under ? under.bases().size() : 0;
  }

  /** The values of {@code exact} and {@code one_of}; none for any other constraint. */
  private static List<Scalar> listed(Constraint constraint) {
    if (constraint instanceof Exact exact) {
      return List.of(exact.value());
    }
    return constraint instanceof OneOf oneOf ? oneOf.values() : List.of();
  }

  private static List<String> texts(List<Scalar> values) {
    return values.stream()
        .filter(Scalar.Text.class::isInstance)
        .map(value -> ((Scalar.Text) value).value())
        .toList();
  }

  private boolean isIn(List<?> outer, List<?> inner) {
    return mayCompare((long) outer.size() + inner.size())
        && new HashSet<Object>(outer).containsAll(inner);
  }

  private boolean mayCompare(long comparisons) {
    steps += comparisons;
    return steps <= MAX_STEPS;
  }

  /** The same for texts that must be parsed and each compared with so many entries. */
  private boolean mayRead(List<Scalar> values, int entries) {
    long comparisons = 0;
    for (Scalar value : values) {
      int length = value instanceof Scalar.Text text ? text.value().length() : 0;
      comparisons += entries + length / CHARACTERS_PER_STEP;
    }
    return mayCompare(comparisons);
  }
}
