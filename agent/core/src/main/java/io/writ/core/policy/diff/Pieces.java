package io.writ.core.policy.diff;

import io.writ.core.constraint.Any;
import io.writ.core.constraint.Cidr;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Host;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.UrlUnder;
import io.writ.core.policy.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts a rule into rules that together speak of the same calls, so that one rule may be answered by
 * several: two roots by a rule for each.
 *
 * <p>It serves grants and denials alike: a list admits what one of its entries admits, and since
 * all entries of a list decide the same values, it refuses what each of them refuses.
 */
final class Pieces {
  /** A rule that would become more is left whole. */
  private static final int MAX_PIECES = 256;

  private Pieces() {}

  static List<Rule> of(Rule rule) {
    List<Map<String, Constraint>> pieces = List.of(Map.of());
    for (Map.Entry<String, Constraint> clause : rule.where().entrySet()) {
      List<Constraint> parts = of(clause.getValue());
      if (pieces.size() * (long) parts.size() > MAX_PIECES) {
        return List.of(rule);
      }
      List<Map<String, Constraint>> more = new ArrayList<>();
      for (Map<String, Constraint> piece : pieces) {
        for (Constraint part : parts) {
          Map<String, Constraint> longer = new LinkedHashMap<>(piece);
          longer.put(clause.getKey(), part);
          more.add(longer);
        }
      }
      pieces = more;
    }
    return pieces.stream()
        .map(where -> new Rule(rule.id(), rule.actions(), where, rule.quorum()))
        .toList();
  }

  private static List<Constraint> of(Constraint constraint) {
    // Pattern switches are a preview feature at release 17.
    if (constraint instanceof OneOf oneOf) {
      return oneOf.values().stream().<Constraint>map(Exact::new).toList();
    } else if (constraint instanceof PathUnder under) {
      return under.roots().stream().<Constraint>map(one -> new PathUnder(List.of(one))).toList();
    } else if (constraint instanceof UrlUnder under) {
      return under.bases().stream().<Constraint>map(one -> new UrlUnder(List.of(one))).toList();
    } else if (constraint instanceof Host host) {
      return host.patterns().stream().<Constraint>map(one -> new Host(List.of(one))).toList();
    } else if (constraint instanceof Cidr cidr) {
      return cidr.blocks().stream().<Constraint>map(one -> new Cidr(List.of(one))).toList();
    } else if (constraint instanceof Any any) {
      return any.of().stream().flatMap(clause -> of(clause).stream()).toList();
    }
    return List.of(constraint);
  }
}
