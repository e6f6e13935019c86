package io.writ.api;

/**
 * Why a call was denied. Names and codes are stable: a code is never reused, a constant never
 * renamed. Codes below 32 are about the call, from 32 on about the artifact that was presented.
 */
public enum Reason {
  /** No artifact is bound to the unit of work and no ambient rule covers the call. */
  NO_ARTIFACT(1),
  /** The bound artifact's time is over. */
  EXPIRED(2),
  /** The artifact is not valid yet. */
  NOT_YET_VALID(3),
  /** The artifact's scope does not list the action. */
  ACTION_NOT_IN_SCOPE(4),
  /** The scope lists the action, but not with these arguments. */
  ARGUMENT_OUT_OF_SCOPE(5),
  /** The artifact grants the call, the policy's ceiling does not. */
  ABOVE_CEILING(6),
  /** A deny rule of the policy matches. */
  DENIED_BY_POLICY(7),
  /** A link, key, authority, policy or transaction of the artifact is revoked. */
  REVOKED(8),
  /** The runtime's view of policy and revocations is too old to allow anything. */
  STALE_GOVERNANCE(9),
  /** The artifact demands governance state that this runtime has not applied. */
  GOVERNANCE_MISMATCH(10),
  /** The decision could not be recorded; no evidence, no execution. */
  JOURNAL_UNAVAILABLE(11),
  /** The check itself failed; the cause is attached. */
  AGENT_FAILURE(12),
  /** The woven code names a site that this agent does not know. */
  UNKNOWN_SITE(13),
  /** An argument's type or value cannot be decided upon. */
  ARGUMENT_UNSUPPORTED(14),
  /** A check of the agent was taken out of a class; nothing is let through any more. */
  AGENT_TAMPERED(15),
  /** The agent's watch has not run for seconds: starved, or stopped by somebody. */
  AGENT_STALLED(16),

  /** Not an artifact: encoding, JSON or structure. */
  MALFORMED(32),
  /** A size, count or depth limit is exceeded. */
  TOO_LARGE(33),
  /** A signature does not verify. */
  BAD_SIGNATURE(34),
  /** The root's key id and algorithm match no pinned authority. */
  UNKNOWN_AUTHORITY(35),
  /** The algorithm is not in the profile, or is not the key's own. */
  ALGORITHM_NOT_ALLOWED(36),
  /** A protected header parameter outside the profile. */
  HEADER_NOT_ALLOWED(37),
  /** The {@code typ} belongs in another slot. */
  WRONG_TYPE(38),
  /** The audience does not name this trust domain. */
  WRONG_AUDIENCE(39),
  /** {@code may_act} does not name this runtime. */
  WRONG_RUNTIME(40),
  /** A link does not continue its parent: hash, issuer, depth or an equal claim. */
  BROKEN_ANCESTRY(41),
  /** A link grants something that its parent does not. */
  WIDENED(42),
  /** A link narrows nothing and the root does not allow a plain hand-over. */
  NOT_NARROWER(43),
  /** The lifetime exceeds what this runtime accepts. */
  LIFETIME_TOO_LONG(44),
  /** A required claim is missing. */
  CLAIM_MISSING(45),
  /** A claim has a type or value outside the profile. */
  CLAIM_INVALID(46),
  /** The artifact is pinned to another policy. */
  WRONG_POLICY(47),
  /** An environment condition does not hold. */
  ENVIRONMENT_MISMATCH(48),
  /** Too few distinct co-signatures. */
  QUORUM_NOT_MET(49),
  /** The presenter did not prove that it holds the leaf's key. */
  POSSESSION_NOT_PROVEN(50),
  /** The chain is deeper than a link or this runtime allows. */
  DEPTH_EXCEEDED(51),
  /** The authority may not root this action, by policy. */
  AUTHORITY_NOT_ALLOWED(52),
  /** The artifact was handed over with another message, or arrived without the one it is for. */
  WRONG_MESSAGE(53);

  private final int code;

  Reason(int code) {
    this.code = code;
  }

  /** The number that stands for this reason in journal records; 1 to 65,535. */
  public int code() {
    return code;
  }
}
