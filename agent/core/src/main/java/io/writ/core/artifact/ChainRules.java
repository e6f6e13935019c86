package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.constraint.Constraint;
import io.writ.core.jws.Claim;
import io.writ.core.jws.CompactJws;
import io.writ.core.jws.Rejected;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a link continues its parent. The verifier and the issuer ask the same code, so that nothing
 * can be issued that would not verify.
 */
final class ChainRules {
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*+:[!-~]++");

  private ChainRules() {}

  /** The rules that hold for {@code link[0]} alone. */
  static void checkRoot(LinkClaims root) throws Rejected {
    if (!URI.matcher(root.issuer()).matches()) {
      throw new Rejected(Reason.CLAIM_INVALID, "link[0].iss must be [a URI]");
    }
    if (root.depth() != 0) {
      throw new Rejected(
          Reason.BROKEN_ANCESTRY, "link[0].del_depth is [" + root.depth() + "], must be [0]");
    }
    if (root.parentHash() != null) {
      throw new Rejected(
          Reason.BROKEN_ANCESTRY, "link[0].par_hash stands in a root, which has no parent");
    }
    if (root.handover() != null) {
      throw new Rejected(
          Reason.CLAIM_INVALID,
          "link[0].writ.handover stands in a root; a holder says it in a link below");
    }
    checkOrder(root, "link[0]");
  }

  /**
   * The rules that hold between a link and the one above it.
   *
   * @param parentHash {@link CompactJws#hash()} of the parent
   * @param at {@code link[n]}, the child
   */
  static void checkChild(
      LinkClaims root, LinkClaims parent, String parentHash, LinkClaims child, String at)
      throws Rejected {
    if (!child.issuer().equals(parent.holder().thumbprintUri())) {
      throw new Rejected(
          Reason.BROKEN_ANCESTRY, at + ".iss must be [the thumbprint URI of its parent's cnf.jwk]");
    }
    checkDepth(parent, child, at);
    checkOrder(child, at);
    checkTimes(parent, child, at);
    ScopeRules.checkInside(parent.tools(), child.tools(), at + ".authorization_details");
    if (child.parentHash() == null) {
      throw new Rejected(Reason.CLAIM_MISSING, at + ".par_hash is missing");
    }
    if (!child.parentHash().equals(parentHash)) {
      throw new Rejected(
          Reason.BROKEN_ANCESTRY, at + ".par_hash is not the hash of the link above");
    }
    for (String domain : child.audience()) {
      if (!parent.audience().contains(domain)) {
        throw new Rejected(Reason.WIDENED, at + ".aud names what its parent does not");
      }
    }
    if (!RuntimeName.covers(parent.mayAct(), child.mayAct())) {
      throw new Rejected(Reason.WIDENED, at + ".may_act.sub is not inside its parent's");
    }
    checkEnvironment(parent, child, at);
    checkShared(root.shared(), child.shared(), at);
    if (child.status() != null) {
      throw new Rejected(
          Reason.CLAIM_INVALID, at + ".status stands in a child; only a root has one");
    }
    if (child.handoff()) {
      throw new Rejected(
          Reason.CLAIM_INVALID, at + ".writ.handoff stands in a child; only a root may say it");
    }
    if (!root.handoff() && !isNarrower(parent, child)) {
      throw new Rejected(
          Reason.NOT_NARROWER,
          at
              + " narrows none of [scope, environment, audience, runtime, depth, expiry] and the root does not"
              + " say writ.handoff");
    }
  }

  private static void checkDepth(LinkClaims parent, LinkClaims child, String at) throws Rejected {
    if (child.depth() != parent.depth() + 1) {
      throw new Rejected(
          Reason.BROKEN_ANCESTRY,
          at + ".del_depth is [" + child.depth() + "], must be [" + (parent.depth() + 1) + "]");
    }
    int limit = Math.min(parent.maxDepth(), child.maxDepth());
    if (child.depth() > limit) {
      throw new Rejected(
          Reason.DEPTH_EXCEEDED,
          at + ".del_depth is [" + child.depth() + "], at most [" + limit + "]");
    }
    if (child.maxDepth() > parent.maxDepth()) {
      throw new Rejected(
          Reason.WIDENED,
          at + ".del_max_depth is [" + child.maxDepth() + "], at most [" + parent.maxDepth() + "]");
    }
  }

  private static void checkOrder(LinkClaims link, String at) throws Rejected {
    if (link.expiresAt() <= link.issuedAt()) {
      throw new Rejected(Reason.CLAIM_INVALID, at + ".exp is not after its iat");
    }
  }

  private static void checkTimes(LinkClaims parent, LinkClaims child, String at) throws Rejected {
    if (child.expiresAt() > parent.expiresAt()) {
      throw new Rejected(
          Reason.WIDENED,
          at + ".exp is [" + child.expiresAt() + "], at most [" + parent.expiresAt() + "]");
    }
    if (child.issuedAt() < parent.issuedAt()) {
      throw new Rejected(
          Reason.WIDENED,
          at + ".iat is [" + child.issuedAt() + "], at least [" + parent.issuedAt() + "]");
    }
    // A child without nbf inherits: the artifact's is the latest of the chain.
    Long notBefore = child.notBefore();
    Long parentNotBefore = parent.notBefore();
    if (notBefore != null && parentNotBefore != null && notBefore < parentNotBefore) {
      throw new Rejected(
          Reason.WIDENED, at + ".nbf is [" + notBefore + "], at least [" + parentNotBefore + "]");
    }
  }

  /** A child may add conditions and narrow them; one that it dropped would hold no longer. */
  private static void checkEnvironment(LinkClaims parent, LinkClaims child, String at)
      throws Rejected {
    for (Map.Entry<String, Constraint> condition : parent.environment().entrySet()) {
      String path = at + ".writ.env." + Claim.printable(condition.getKey());
      Constraint narrowed = child.environment().get(condition.getKey());
      if (narrowed == null) {
        throw new Rejected(Reason.WIDENED, path + " is dropped; the parent demands it");
      }
      if (!condition.getValue().covers(narrowed)) {
        throw new Rejected(Reason.WIDENED, path + " admits more than its parent's constraint");
      }
    }
  }

  private static boolean isEnvironmentSmaller(LinkClaims parent, LinkClaims child) {
    for (Map.Entry<String, Constraint> condition : child.environment().entrySet()) {
      Constraint above = parent.environment().get(condition.getKey());
      if (above == null || !condition.getValue().covers(above)) {
        return true;
      }
    }
    return false;
  }

  private static void checkShared(SharedClaims root, SharedClaims child, String at)
      throws Rejected {
    checkEqual(root.subject(), child.subject(), at + ".sub");
    checkEqual(root.act(), child.act(), at + ".act");
    checkEqual(root.transaction(), child.transaction(), at + ".txn");
    checkEqual(root.requestWorkload(), child.requestWorkload(), at + ".req_wl");
    checkEqual(root.policy(), child.policy(), at + ".writ.policy");
    checkEqual(root.governance(), child.governance(), at + ".writ.gov");
    checkEqual(root.quorum(), child.quorum(), at + ".writ.quorum");
  }

  private static void checkEqual(@Nullable Object root, @Nullable Object child, String at)
      throws Rejected {
    if (!Objects.equals(root, child)) {
      throw new Rejected(Reason.BROKEN_ANCESTRY, at + " differs from its parent's");
    }
  }

  private static boolean isNarrower(LinkClaims parent, LinkClaims child) {
    return ScopeRules.isSmaller(parent.tools(), child.tools())
        || isEnvironmentSmaller(parent, child)
        || !child.audience().containsAll(parent.audience())
        || !child.mayAct().equals(parent.mayAct())
        || child.maxDepth() < parent.maxDepth()
        || child.expiresAt() < parent.expiresAt();
  }
}
