package io.writ.crypto.vectors;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.CarriedMessage;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.Lifetimes;
import io.writ.core.artifact.PolicyPin;
import io.writ.core.artifact.Possession;
import io.writ.core.artifact.Quorum;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.Sha256;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Jwk;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationList;
import io.writ.core.revocation.StatusList;
import io.writ.crypto.Signatures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file's verifier and puts tests to it. Knows nothing of how the file was made. */
final class Decider {
  private static final long NANOS = 1_000_000_000L;

  private final Map<String, JsonValue> verifier;
  private final VerifierTerms terms;
  private final Instant now;
  private final Instant started;

  Decider(Map<String, JsonValue> verifier) throws Rejected {
    this.verifier = verifier;
    this.terms = terms();
    this.now = instant("now");
    this.started = instant("started");
  }

  /** Verifies, as the file's kind wants it; returns when it is valid. */
  void decide(String kind, Map<String, JsonValue> test) throws Rejected {
    String subject = text(test.get("artifact"));
    switch (kind) {
      case "artifact" -> decideArtifact(subject, test);
      case "revocation-list" -> {
        RevocationList list =
            RevocationList.verify(subject, terms.authorities(), new Signatures(), now);
        if (test.containsKey("in_force")) {
          list.checkNewerThan(Claim.whole(test.get("in_force"), "in_force"));
        }
      }
      case "status-list" -> {
        Map<String, JsonValue> pinned = Claim.members(verifier.get("status_list"), "status_list");
        status(pinned, subject);
      }
      case "request-hash" -> {
        String hash = Base64Url.encode(Sha256.of(subject.getBytes(StandardCharsets.UTF_8)));
        if (!hash.equals(text(test.get("req_hash")))) {
          throw new AssertionError("another hash: " + hash);
        }
      }
      default -> throw new AssertionError(kind);
    }
  }

  private void decideArtifact(String artifact, Map<String, JsonValue> test) throws Rejected {
    ArtifactVerifier fresh = new ArtifactVerifier(new Signatures(), terms, started);
    long nanos =
        verifier.containsKey("lists_read_seconds_ago")
            ? Claim.whole(verifier.get("lists_read_seconds_ago"), "ago") * NANOS
            : 0;
    GovernanceState governance = governance();
    Reason outage = governance.outage(nanos);
    if (outage != null) {
      throw new Rejected(outage, "");
    }
    if (test.containsKey("before")) {
      for (JsonValue earlier : Claim.items(test.get("before"), "before")) {
        Map<String, JsonValue> one = Claim.members(earlier, "before");
        fresh.verify(
            text(one.get("artifact")),
            Instant.ofEpochSecond(Claim.whole(one.get("now"), "now")),
            governance,
            nanos,
            terms.policy(),
            message(one));
      }
    }
    VerifiedArtifact verified =
        fresh.verify(artifact, now, governance, nanos, terms.policy(), message(test));
    if (test.containsKey("req_hash")) {
      verified.approvalsFor(text(test.get("req_hash")), governance);
    }
  }

  private static @Nullable CarriedMessage message(Map<String, JsonValue> test) {
    if (!test.containsKey("message")) {
      return null;
    }
    return new CarriedMessage(
        text(test.get("message")),
        test.containsKey("coordinates") ? text(test.get("coordinates")) : null);
  }

  private VerifierTerms terms() throws Rejected {
    Map<String, JsonValue> runtime = Claim.members(verifier.get("runtime"), "runtime");
    Map<String, JsonValue> lifetimes = Claim.members(verifier.get("lifetimes"), "lifetimes");
    return new VerifierTerms(
        keys("authorities"),
        keys("cosigners"),
        quorums(),
        new RuntimeIdentity(text(runtime.get("id")), text(runtime.get("audience"))),
        new Lifetimes(
            Duration.ofSeconds(Claim.whole(lifetimes.get("leaf"), "leaf")),
            Duration.ofSeconds(Claim.whole(lifetimes.get("root"), "root"))),
        text(verifier.get("possession")).equals("always")
            ? Possession.ALWAYS
            : Possession.IF_DELEGABLE,
        policy(),
        environment(),
        runtime.containsKey("key") ? Jwk.read(runtime.get("key"), "runtime.key") : null);
  }

  private PinnedKeys keys(String name) throws Rejected {
    Map<String, PublicKey> keys = new LinkedHashMap<>();
    if (verifier.containsKey(name)) {
      for (JsonValue json : Claim.items(verifier.get(name), name)) {
        keys.put(text(Claim.members(json, name).get("kid")), Jwk.read(json, name));
      }
    }
    return new PinnedKeys(keys);
  }

  private List<Quorum> quorums() throws Rejected {
    List<Quorum> quorums = new ArrayList<>();
    if (verifier.containsKey("quorums")) {
      for (JsonValue json : Claim.items(verifier.get("quorums"), "quorums")) {
        Map<String, JsonValue> quorum = Claim.members(json, "quorum");
        Set<String> of = new LinkedHashSet<>();
        for (JsonValue key : Claim.items(quorum.get("of"), "of")) {
          of.add(text(key));
        }
        quorums.add(new Quorum((int) Claim.whole(quorum.get("k"), "k"), of));
      }
    }
    return quorums;
  }

  private @Nullable PolicyPin policy() throws Rejected {
    if (!verifier.containsKey("policy")) {
      return null;
    }
    Map<String, JsonValue> policy = Claim.members(verifier.get("policy"), "policy");
    return new PolicyPin(text(policy.get("id")), text(policy.get("digest")));
  }

  private Environment environment() throws Rejected {
    Map<String, @Nullable Object> facts = new HashMap<>();
    if (verifier.containsKey("environment")) {
      for (Map.Entry<String, JsonValue> fact :
          Claim.members(verifier.get("environment"), "environment").entrySet()) {
        facts.put(fact.getKey(), fact(fact.getValue()));
      }
    }
    return new Environment(facts);
  }

  private static @Nullable Object fact(JsonValue json) throws Rejected {
    if (json instanceof JsonValue.Nothing) {
      return null;
    }
    if (json instanceof JsonValue.Items items) {
      List<String> texts = new ArrayList<>();
      for (JsonValue item : items.values()) {
        texts.add(text(item));
      }
      return texts;
    }
    return text(json);
  }

  private GovernanceState governance() throws Rejected {
    RevocationList list = null;
    long deadline = Long.MAX_VALUE;
    if (verifier.containsKey("revocations")) {
      list =
          RevocationList.verify(
              text(verifier.get("revocations")), terms.authorities(), new Signatures(), now);
      deadline = list.ttl().toNanos();
    }
    Map<String, GovernanceState.Status> statuses = new HashMap<>();
    if (verifier.containsKey("status_list")) {
      Map<String, JsonValue> pinned = Claim.members(verifier.get("status_list"), "status_list");
      StatusList status = status(pinned, text(pinned.get("list")));
      statuses.put(
          text(pinned.get("uri")), new GovernanceState.Status(status, status.ttl().toNanos()));
    }
    return new GovernanceState(1, list, deadline, false, statuses);
  }

  private StatusList status(Map<String, JsonValue> pinned, String list) throws Rejected {
    return StatusList.verify(
        list, text(pinned.get("uri")), Jwk.read(pinned.get("key"), "key"), new Signatures(), now);
  }

  private Instant instant(String name) throws Rejected {
    return Instant.ofEpochSecond(Claim.whole(verifier.get(name), name));
  }

  private static String text(@Nullable JsonValue json) {
    if (json instanceof JsonValue.Text text) {
      return text.value();
    }
    throw new AssertionError("no text: " + json);
  }
}
