package io.writ.core.policy.diff;

import io.writ.core.constraint.Chance;
import io.writ.core.constraint.Constraint;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.KeyQuorum;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random policies, and random successors of a policy, most of which are a little narrower. */
final class PolicyChance {
  static final Map<String, List<String>> KNOWN =
      Map.of("jdk:a.x", List.of("x", "y"), "jdk:a.y", List.of("x"), "jdk:b", List.of());

  private static final String[] PATTERNS = {
    "jdk:a.x", "jdk:a.x", "jdk:a.y", "jdk:b", "jdk:a.*", "jdk:*", "app:p", "app:p", "app:q",
    "app:pq", "app:*", "app:p*", "*"
  };
  private static final String[] NAMES = {"x", "x", "y"};

  private final Random random;
  private final Chance chance;

  PolicyChance(Random random) {
    this.random = random;
    this.chance = new Chance(random);
  }

  Policy policy() {
    List<Rule> ambient = rules(3, false);
    if (one(3)) {
      // What a denial strikes must be granted, or the denial says nothing.
      ambient.add(new Rule("all", List.of(new ActionPattern("*")), Map.of()));
    }
    return policy(
        new Rules(ambient, rules(3, true), rules(2, false)),
        one(2) ? AuthorityLimits.NONE : limits());
  }

  private static Policy policy(Rules rules, AuthorityLimits authorities) {
    return new Policy(
        new Origin("test", 1, new byte[32], "test.yaml"), Mode.ENFORCE, rules, authorities);
  }

  private List<Rule> rules(int most, boolean isCeiling) {
    List<Rule> rules = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      rules.add(rule(isCeiling));
    }
    return rules;
  }

  private Rule rule(boolean isCeiling) {
    List<ActionPattern> actions = new ArrayList<>();
    for (int i = one(3) ? 2 : 1; i > 0; i--) {
      actions.add(pattern());
    }
    Map<String, Constraint> where = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      where.put(pick(NAMES), chance.constraint());
    }
    return new Rule("r" + random.nextInt(100), actions, where, isCeiling ? quorum() : null);
  }

  private ActionPattern pattern() {
    return new ActionPattern(pick(PATTERNS));
  }

  private @Nullable KeyQuorum quorum() {
    if (one(2)) {
      return null;
    }
    List<String> of = new ArrayList<>(ArtifactPool.COSIGNERS);
    of.removeIf(key -> one(4));
    return of.isEmpty() ? null : new KeyQuorum(1 + random.nextInt(of.size()), of);
  }

  private AuthorityLimits limits() {
    Map<String, AuthorityLimits.Limit> limits = new HashMap<>();
    for (String authority : ArtifactPool.AUTHORITIES) {
      if (!one(3)) {
        limits.put(authority, new AuthorityLimits.Limit(List.of(pattern(), pattern()), quorum()));
      }
    }
    return AuthorityLimits.of(limits);
  }

  /** Made by a few steps, of which most do not widen. */
  Policy successor(Policy policy) {
    Policy next = policy;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      next = step(next);
    }
    return next;
  }

  private Policy step(Policy policy) {
    Rules rules = policy.rules();
    AuthorityLimits authorities = policy.authorities();
    return switch (random.nextInt(8)) {
      case 0, 1, 2 ->
          policy(
              new Rules(granting(rules.ambient(), false), rules.ceiling(), rules.deny()),
              authorities);
      case 3, 4 ->
          policy(
              new Rules(rules.ambient(), granting(rules.ceiling(), true), rules.deny()),
              authorities);
      case 5, 6 ->
          policy(new Rules(rules.ambient(), rules.ceiling(), denying(rules.deny())), authorities);
      default -> policy(rules, one(4) ? limits() : changed(authorities));
    };
  }

  private AuthorityLimits changed(AuthorityLimits limits) {
    if (!limits.isLimited() || one(6)) {
      return one(8) ? AuthorityLimits.NONE : limits;
    }
    Map<String, AuthorityLimits.Limit> changed = new HashMap<>(limits.byKeyId());
    changed.replaceAll(
        (key, limit) ->
            new AuthorityLimits.Limit(
                limit.actions(), one(3) ? quorum() : stronger(limit.quorum())));
    changed.values().removeIf(limit -> one(4));
    return AuthorityLimits.of(changed);
  }

  private @Nullable KeyQuorum stronger(@Nullable KeyQuorum quorum) {
    if (quorum == null) {
      return quorum();
    }
    return new KeyQuorum(Math.min(quorum.k() + random.nextInt(2), quorum.of().size()), quorum.of());
  }

  /** Rules that grant: one removed, made narrower, split, or now and then widened or added. */
  private List<Rule> granting(List<Rule> rules, boolean isCeiling) {
    List<Rule> changed = new ArrayList<>(rules);
    if (changed.isEmpty() || one(8)) {
      changed.add(rule(isCeiling));
      return changed;
    }
    int at = random.nextInt(changed.size());
    Rule rule = changed.get(at);
    if (one(5)) {
      changed.remove(at);
    } else if (one(4)) {
      changed.remove(at);
      changed.addAll(Pieces.of(rule));
    } else {
      changed.set(
          at,
          new Rule(
              rule.id(),
              actions(rule.actions()),
              one(8) ? widened(rule.where()) : narrowed(rule.where()),
              isCeiling ? one(4) ? quorum() : stronger(rule.quorum()) : null));
    }
    return changed;
  }

  /** Rules that deny: one added, made wider, split, or now and then narrowed or removed. */
  private List<Rule> denying(List<Rule> rules) {
    List<Rule> changed = new ArrayList<>(rules);
    if (changed.isEmpty() || one(3)) {
      changed.add(rule(false));
      return changed;
    }
    int at = random.nextInt(changed.size());
    Rule rule = changed.get(at);
    if (one(8)) {
      changed.remove(at);
    } else if (one(4)) {
      changed.remove(at);
      changed.addAll(Pieces.of(rule));
    } else {
      changed.set(
          at,
          new Rule(
              rule.id(), rule.actions(), one(3) ? narrowed(rule.where()) : widened(rule.where())));
    }
    return changed;
  }

  private List<ActionPattern> actions(List<ActionPattern> actions) {
    List<ActionPattern> changed = new ArrayList<>(actions);
    if (one(4)) {
      changed.set(random.nextInt(changed.size()), pattern());
    } else if (one(4)) {
      List<ActionPattern> all = new ArrayList<>();
      for (ActionPattern pattern : changed) {
        ActionSet.of(pattern, KNOWN).forEach(set -> all.add(set.pattern()));
      }
      return all;
    }
    return changed;
  }

  private Map<String, Constraint> narrowed(Map<String, Constraint> where) {
    Map<String, Constraint> narrower = new LinkedHashMap<>();
    where.forEach(
        (name, constraint) ->
            narrower.put(name, one(2) ? constraint : chance.narrower(constraint)));
    if (one(5)) {
      narrower.putIfAbsent(pick(NAMES), chance.constraint());
    }
    return narrower;
  }

  private Map<String, Constraint> widened(Map<String, Constraint> where) {
    Map<String, Constraint> wider = new LinkedHashMap<>();
    where.forEach(
        (name, constraint) -> {
          if (!one(3)) {
            wider.put(name, one(8) ? chance.constraint() : covering(constraint));
          }
        });
    return wider;
  }

  private Constraint covering(Constraint constraint) {
    for (int i = 0; i < 16; i++) {
      Constraint other = chance.constraint();
      if (other.covers(constraint)) {
        return other;
      }
    }
    return constraint;
  }

  Chance chance() {
    return chance;
  }

  private boolean one(int of) {
    return random.nextInt(of) == 0;
  }

  private String pick(String... texts) {
    return texts[random.nextInt(texts.length)];
  }
}
