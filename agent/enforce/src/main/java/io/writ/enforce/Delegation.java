package io.writ.enforce;

import io.writ.api.Constraint;
import io.writ.api.HolderKey;
import io.writ.api.spi.AttenuationTerms;
import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.Handover;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.Narrowing;
import io.writ.core.artifact.ProofTerms;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.constraint.ConstraintReader;
import io.writ.core.constraint.ConstraintRefused;
import io.writ.core.constraint.Scalar;
import io.writ.core.encoding.EncodingRefused;
import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Jwk;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.Signer;
import io.writ.core.policy.Destination;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Narrows artifacts and proves possession for an application that holds a key, and hands artifacts
 * over with the runtime's own.
 */
public final class Delegation {
  private final HolderKeys keys;
  private final String runtime;
  private final LongSupplier random;
  private final Departures departures;

  /**
   * @param runtime this runtime's id
   * @param random 64 unpredictable bits a time
   */
  public Delegation(HolderKeys keys, String runtime, LongSupplier random, Departures departures) {
    this.keys = keys;
    this.runtime = runtime;
    this.random = random;
    this.departures = departures;
  }

  HolderKey newKey() {
    return keys.generate();
  }

  HolderKey readKey(char[] pem, char @Nullable [] passphrase) {
    return keys.read(pem, passphrase);
  }

  String attenuate(AttenuationTerms terms, HolderKey key, Instant now) throws Rejected {
    Signer signer = signerOf(key);
    List<LinkView> links = UnverifiedArtifact.readUnverified(terms.artifact).unverifiedLinks();
    LinkView parent = links.get(links.size() - 1);
    String holder = terms.holder;
    var lifetime = terms.lifetime;
    Narrowing narrowing =
        new Narrowing(
            nextId(now),
            holder == null ? signer.publicKey() : publicKey(holder),
            now,
            terms.notBefore,
            lifetime == null ? null : now.plus(lifetime),
            terms.actions.isEmpty() ? null : tools(terms.actions, parent.tools()),
            terms.audience,
            terms.runtime,
            terms.maxDepth,
            constraints(terms.environment, "environment"));
    return ArtifactIssuer.attenuate(terms.artifact, narrowing, signer);
  }

  String prove(String artifact, HolderKey key, @Nullable String audience, Instant now)
      throws Rejected {
    String target = audience == null ? runtime : audience;
    return ArtifactIssuer.prove(
        artifact, new ProofTerms(nextId(now), now, target, null), signerOf(key));
  }

  @Nullable String handOver(
      VerifiedArtifact artifact, Destination destination, Handover handover, Instant now) {
    return departures.handOver(artifact, destination, handover, now);
  }

  private static Signer signerOf(HolderKey key) {
    if (key instanceof HolderKeys.SigningHolder holder) {
      return holder.signer();
    }
    throw new IllegalArgumentException(
        "the key is none of this agent's; take it from Writ.newHolderKey or Writ.readHolderKey");
  }

  private static PublicKey publicKey(String jwk) throws Rejected {
    try {
      return Jwk.read(JsonReader.read(jwk.getBytes(StandardCharsets.UTF_8)), "holder");
    } catch (EncodingRefused e) {
      throw new IllegalArgumentException("holder " + e.problem(), e);
    }
  }

  /** The child's scope: arguments that are not named keep the parent's constraint. */
  private static Map<String, Grant> tools(
      Map<String, Map<String, Constraint>> actions, Map<String, Grant> parent) {
    Map<String, Grant> tools = new LinkedHashMap<>();
    actions.forEach(
        (action, narrowed) -> {
          Map<String, io.writ.core.constraint.Constraint> constraints = new LinkedHashMap<>();
          Grant grant = parent.get(action);
          if (grant != null) {
            constraints.putAll(grant.constraints());
          }
          constraints.putAll(constraints(narrowed, action));
          tools.put(action, new Grant(constraints));
        });
    return tools;
  }

  private static Map<String, io.writ.core.constraint.Constraint> constraints(
      Map<String, Constraint> byName, String where) {
    Map<String, io.writ.core.constraint.Constraint> read = new LinkedHashMap<>();
    // A copy: the map is the application's, and a function of ours would lead it to our loader.
    new LinkedHashMap<>(byName)
        .forEach(
            (name, constraint) -> {
              try {
                read.put(name, ConstraintReader.read(json(constraint), where + "." + name));
              } catch (ConstraintRefused e) {
                throw new IllegalArgumentException(e.detail(), e);
              }
            });
    return read;
  }

  private static JsonValue json(Object value) {
    if (value instanceof Constraint constraint) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      members.put("type", new JsonValue.Text(constraint.type()));
      constraint.operands().forEach((name, operand) -> members.put(name, json(operand)));
      return new JsonValue.Members(members);
    } else if (value instanceof List<?> list) {
      return new JsonValue.Items(list.stream().map(Delegation::json).toList());
    } else if (value instanceof Long number) {
      return Scalar.of(BigDecimal.valueOf(number)).toJson();
    } else if (value instanceof BigDecimal number) {
      return Scalar.of(number).toJson();
    } else if (value instanceof Boolean truth) {
      return new JsonValue.Truth(truth);
    } else if (value instanceof String text) {
      return new JsonValue.Text(text);
    }
    throw new IllegalArgumentException("an operand of " + value.getClass());
  }

  private String nextId(Instant now) {
    return LinkId.of(now, random.getAsLong(), random.getAsLong());
  }
}
