package io.writ.core.artifact;

import io.writ.core.constraint.Constraint;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an authority grants with a root link. Begin with {@link #builder}; what is not set is
 * absent, and a root cannot be delegated unless it says how far.
 */
public final class RootTerms {
  final String id;
  final String issuer;
  final Instant issuedAt;
  final Duration lifetime;
  final List<String> audience;
  final String runtime;
  final Map<String, Grant> tools;
  final PublicKey holder;
  final @Nullable Instant notBefore;
  final int maxDepth;
  final boolean handoff;
  final Map<String, Constraint> environment;
  final @Nullable StatusReference status;
  final SharedClaims shared;

  private RootTerms(Builder b) {
    this.id = b.id;
    this.issuer = b.issuer;
    this.issuedAt = b.issuedAt;
    this.lifetime = b.lifetime;
    this.audience = List.copyOf(b.audience);
    this.runtime = b.runtime;
    this.tools = b.tools;
    this.holder = b.holder;
    this.notBefore = b.notBefore;
    this.maxDepth = b.maxDepth;
    this.handoff = b.handoff;
    this.environment = b.environment;
    this.status = b.status;
    this.shared =
        new SharedClaims(
            b.subject, b.act, b.transaction, b.requestWorkload, b.policy, b.governance, b.quorum);
  }

  /**
   * Terms with all that a root must have.
   *
   * @param id from {@link LinkId}
   * @param issuer a URI that names the authority's owner
   * @param audience trust domains, at least one
   * @param runtime a runtime id, or a prefix ending in {@code /}
   * @param holder who may delegate on, and prove possession
   */
  public static Builder builder(
      String id,
      String issuer,
      Instant issuedAt,
      Duration lifetime,
      List<String> audience,
      String runtime,
      Map<String, Grant> tools,
      PublicKey holder) {
    return new Builder(id, issuer, issuedAt, lifetime, audience, runtime, tools, holder);
  }

  /** Terms in the making. */
  public static final class Builder {
    private final String id;
    private final String issuer;
    private final Instant issuedAt;
    private final Duration lifetime;
    private final List<String> audience;
    private final String runtime;
    private final Map<String, Grant> tools;
    private final PublicKey holder;
    private @Nullable Instant notBefore;
    private int maxDepth;
    private boolean handoff;
    private Map<String, Constraint> environment = Map.of();
    private @Nullable StatusReference status;
    private @Nullable String subject;
    private @Nullable JsonValue act;
    private @Nullable String transaction;
    private @Nullable String requestWorkload;
    private @Nullable PolicyPin policy;
    private @Nullable JsonValue governance;
    private @Nullable Quorum quorum;

    private Builder(
        String id,
        String issuer,
        Instant issuedAt,
        Duration lifetime,
        List<String> audience,
        String runtime,
        Map<String, Grant> tools,
        PublicKey holder) {
      this.id = id;
      this.issuer = issuer;
      this.issuedAt = issuedAt;
      this.lifetime = lifetime;
      this.audience = audience;
      this.runtime = runtime;
      this.tools = tools;
      this.holder = holder;
    }

    /** {@code nbf}. */
    public Builder notBefore(@Nullable Instant instant) {
      notBefore = instant;
      return this;
    }

    /** How many links may follow, 0 to 8; 0 unless set. */
    public Builder maxDepth(int depth) {
      maxDepth = depth;
      return this;
    }

    /** Whether a child may be equal to its parent; not unless set. */
    public Builder handoff(boolean isAllowed) {
      handoff = isAllowed;
      return this;
    }

    /** {@code writ.env}. */
    public Builder environment(Map<String, Constraint> conditions) {
      environment = conditions;
      return this;
    }

    /** {@code status}. */
    public Builder status(@Nullable StatusReference reference) {
      status = reference;
      return this;
    }

    /** {@code sub}. */
    public Builder subject(@Nullable String name) {
      subject = name;
      return this;
    }

    /** {@code act}. */
    public Builder act(@Nullable JsonValue actors) {
      act = actors;
      return this;
    }

    /** {@code txn}. */
    public Builder transaction(@Nullable String transactionId) {
      transaction = transactionId;
      return this;
    }

    /** {@code req_wl}. */
    public Builder requestWorkload(@Nullable String workload) {
      requestWorkload = workload;
      return this;
    }

    /** {@code writ.policy}. */
    public Builder policy(@Nullable PolicyPin pin) {
      policy = pin;
      return this;
    }

    /** {@code writ.gov}. */
    public Builder governance(@Nullable JsonValue members) {
      governance = members;
      return this;
    }

    /** {@code writ.quorum}. */
    public Builder quorum(@Nullable Quorum demanded) {
      quorum = demanded;
      return this;
    }

    /** The terms. */
    public RootTerms build() {
      return new RootTerms(this);
    }
  }
}
