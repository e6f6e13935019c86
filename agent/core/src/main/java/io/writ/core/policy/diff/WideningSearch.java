package io.writ.core.policy.diff;

import io.writ.core.catalogue.Catalogue;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.KeyQuorum;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that could let a call through under the newer policy that the older one denies.
 *
 * <p>Sound: a call that the newer policy allows is covered by a piece of an ambient or ceiling rule
 * of it. When nothing is found, that piece is covered by an older rule that grants at least as
 * easily, the older policy lets the artifact's authority root the action with no more
 * co-signatures, and no older denial strikes the call, because a newer one would strike it too.
 */
final class WideningSearch {
  private final Policy older;
  private final Policy newer;
  private final Map<String, List<String>> known;
  private final Coverage coverage;
  private final List<Widening> found = new ArrayList<>();

  WideningSearch(Policy older, Policy newer, Map<String, List<String>> known, Coverage coverage) {
    this.older = older;
    this.newer = newer;
    this.known = known;
    this.coverage = coverage;
  }

  /** What was found, in the order of the documents; nothing is a proof. */
  List<Widening> find() {
    newer.rules().ambient().forEach(rule -> eachPiece(rule, this::checkAmbient));
    newer.rules().ceiling().forEach(rule -> eachPiece(rule, this::checkCeiling));
    older.rules().deny().forEach(rule -> eachPiece(rule, this::checkDenial));
    if (older.authorities().isLimited() && !newer.rules().ceiling().isEmpty()) {
      checkAuthorities();
    }
    return found;
  }

  private interface Check {
    void piece(Rule piece, ActionSet set);
  }

  private void eachPiece(Rule rule, Check check) {
    List<Rule> pieces = Pieces.of(rule);
    for (ActionSet set : sets(rule.actions())) {
      pieces.forEach(piece -> check.piece(piece, set));
    }
  }

  /** No rule can grant the self-test. */
  private List<ActionSet> sets(List<ActionPattern> patterns) {
    return patterns.stream()
        .flatMap(pattern -> ActionSet.of(pattern, known).stream())
        .filter(set -> !set.pattern().text().equals(Catalogue.SELF_TEST))
        .toList();
  }

  private void checkAmbient(Rule piece, ActionSet set) {
    if (!isAmbient(piece, set)) {
      found.add(Widening.of("ambient", piece, set));
    }
  }

  private boolean isAmbient(Rule piece, ActionSet set) {
    return older.rules().ambient().stream().anyMatch(rule -> coverage.covers(rule, piece, set));
  }

  private void checkCeiling(Rule piece, ActionSet set) {
    if (isAmbient(piece, set)) {
      return;
    }
    List<Rule> covering =
        older.rules().ceiling().stream().filter(rule -> coverage.covers(rule, piece, set)).toList();
    if (covering.isEmpty()) {
      found.add(Widening.of("ceiling", piece, set));
    } else if (covering.stream()
        .noneMatch(rule -> coverage.isQuorumCovered(rule.quorum(), piece.quorum()))) {
      found.add(
          new Widening(
              "ceiling",
              piece.id(),
              set.pattern().text(),
              piece.where(),
              "with fewer or other co-signatures than its quorum demanded",
              null));
    }
  }

  private void checkDenial(Rule piece, ActionSet set) {
    boolean isDeniedStill =
        newer.rules().deny().stream().anyMatch(rule -> coverage.strikes(rule, piece, set));
    if (!isDeniedStill && mayBeGranted(piece, set)) {
      found.add(Widening.of("deny", piece, set));
    }
  }

  private boolean mayBeGranted(Rule denial, ActionSet set) {
    return mayBeGranted(newer.rules().ambient(), denial, set)
        || mayBeGranted(newer.rules().ceiling(), denial, set);
  }

  private boolean mayBeGranted(List<Rule> granting, Rule denial, ActionSet set) {
    for (Rule rule : granting) {
      for (ActionSet granted : sets(rule.actions())) {
        if (granted.meets(set) && !coverage.areDisjoint(rule, denial, granted)) {
          return true;
        }
      }
    }
    return false;
  }

  private void checkAuthorities() {
    AuthorityLimits limits = newer.authorities();
    if (!limits.isLimited()) {
      found.add(authority("*", "*", "any pinned authority may root what the ceiling covers"));
      return;
    }
    limits.byKeyId().forEach(this::checkAuthority);
  }

  private void checkAuthority(String keyId, AuthorityLimits.Limit limit) {
    AuthorityLimits.Limit before = older.authorities().byKeyId().get(keyId);
    boolean isUsed = false;
    for (ActionSet set : sets(limit.actions())) {
      if (isUnderCeiling(set)) {
        isUsed = true;
        if (before == null || !set.isWithin(before.actions())) {
          found.add(authority(keyId, set.pattern().text(), "may root what it could not"));
        }
      }
    }
    KeyQuorum demanded = before == null ? null : before.quorum();
    if (isUsed && !coverage.isQuorumCovered(demanded, limit.quorum())) {
      found.add(
          authority(keyId, "*", "needs fewer or other co-signatures than its quorum demanded"));
    }
  }

  private boolean isUnderCeiling(ActionSet set) {
    return newer.rules().ceiling().stream()
        .flatMap(rule -> sets(rule.actions()).stream())
        .anyMatch(set::meets);
  }

  private static Widening authority(String keyId, String actions, @Nullable String note) {
    return new Widening("authorities", keyId, actions, Map.of(), note, null);
  }
}
