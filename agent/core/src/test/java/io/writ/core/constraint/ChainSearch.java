package io.writ.core.constraint;

import io.writ.core.artifact.ArtifactIssuer;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkId;
import io.writ.core.artifact.Narrowing;
import io.writ.core.artifact.ProofTerms;
import io.writ.core.artifact.RootTerms;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.artifact.VerifierTerms;
import io.writ.core.decision.ActionRules;
import io.writ.core.decision.Authority;
import io.writ.core.decision.Decision;
import io.writ.core.decision.GovernedAction;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.jws.Signer;
import io.writ.core.policy.ActionPattern;
import io.writ.core.policy.AuthorityLimits;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Origin;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Rule;
import io.writ.core.policy.Rules;
import io.writ.core.revocation.GovernanceState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a call that the leaf of a verified chain allows and a link above it does not, with the
 * real verifier and the real decision; only signatures are constants.
 */
final class ChainSearch {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private static final String RUNTIME = "spiffe://example.org/test";
  private static final PublicKey KEY = new PublicKey(SignatureAlgorithm.ED25519, new byte[32]);
  private static final List<GovernedAction> ACTIONS =
      List.of(
          new GovernedAction(0, "test:a", List.of("x", "y")),
          new GovernedAction(1, "test:b", List.of("x")),
          new GovernedAction(2, "test:c", List.of()));
  private static final List<ConstraintType> TYPES = List.of(ConstraintType.values());
  private static final Policy POLICY =
      new Policy(
          new Origin("test", 1, new byte[32], "test.yaml"),
          Mode.ENFORCE,
          new Rules(
              List.of(),
              List.of(new Rule("all", List.of(new ActionPattern("*")), Map.of())),
              List.of()),
          AuthorityLimits.NONE);
  private static final Signer SIGNER =
      new Signer() {
        @Override
        public PublicKey publicKey() {
          return KEY;
        }

        @Override
        public byte[] sign(byte[] signingInput) {
          return new byte[64];
        }
      };

  private final Random random;
  private final boolean isVerified;
  private final ConstraintChance constraints;
  private final ArgumentChance values;
  private final List<ActionRules> rules =
      ACTIONS.stream().map(action -> new ActionRules(POLICY, action)).toList();
  private final ArtifactVerifier verifier =
      new ArtifactVerifier(
          (alg, key, input, signature) -> true,
          VerifierTerms.of(
              new PinnedKeys(Map.of("test", KEY)), new RuntimeIdentity(RUNTIME, "example.org")),
          NOW);
  private int serial;

  long triples;
  long chains;
  long links;
  long allowed;
  long refusedLinks;

  /**
   * @param isVerified false leaves the verifier out: then there is something to find
   */
  ChainSearch(long seed, boolean isVerified) {
    this.random = new Random(seed);
    this.isVerified = isVerified;
    this.constraints = new ConstraintChance(random);
    this.values = new ArgumentChance(random, constraints);
  }

  /** What was found, or null after so many (chain, call, link above the leaf). */
  @Nullable String search(long wanted) throws Rejected {
    while (triples < wanted) {
      String found = searchOne();
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String searchOne() throws Rejected {
    int depth = 1 + random.nextInt(8);
    Map<String, Grant> scope = rootScope();
    String chain = mint(scope);
    List<Map<String, Grant>> scopes = new ArrayList<>(List.of(scope));
    List<Authority> authorities = new ArrayList<>(List.of(authority(chain)));
    for (int tries = 0; tries < 3 * depth && scopes.size() <= depth; tries++) {
      Map<String, Grant> narrower = childScope(scopes.get(scopes.size() - 1));
      try {
        chain = isVerified ? attenuate(chain, narrower) : mint(narrower);
        authorities.add(authority(chain));
        scopes.add(narrower);
      } catch (Rejected e) {
        refusedLinks++;
      }
    }
    chains++;
    links += scopes.size();
    for (int call = 0; call < 24; call++) {
      GovernedAction action = ACTIONS.get(random.nextInt(ACTIONS.size()));
      Arguments arguments = arguments(action, scopes);
      String found = contradiction(action, arguments, authorities, scopes);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable String contradiction(
      GovernedAction action,
      Arguments arguments,
      List<Authority> authorities,
      List<Map<String, Grant>> scopes) {
    int leaf = authorities.size() - 1;
    triples += leaf;
    if (!isAllowed(action, arguments, authorities.get(leaf))) {
      return null;
    }
    allowed += leaf;
    for (int i = 0; i < leaf; i++) {
      if (!isAllowed(action, arguments, authorities.get(i))) {
        return "link "
            + i
            + " refuses "
            + action.id()
            + " which link "
            + leaf
            + " grants: "
            + scopes;
      }
    }
    return null;
  }

  private boolean isAllowed(GovernedAction action, Arguments arguments, Authority authority) {
    return Decision.decide(rules.get(action.index()), arguments, authority, 0, GovernanceState.NONE)
        .isAllowed();
  }

  private Authority authority(String chain) throws Rejected {
    String proven =
        ArtifactIssuer.prove(chain, new ProofTerms("p" + serial++, NOW, RUNTIME, null), SIGNER);
    return new Authority(verifier.verify(proven, NOW), Long.MAX_VALUE, Long.MAX_VALUE);
  }

  private String mint(Map<String, Grant> tools) throws Rejected {
    return ArtifactIssuer.mint(
        "test",
        RootTerms.builder(
                LinkId.of(NOW, 1, serial++),
                "https://issuer.example",
                NOW,
                Duration.ofMinutes(5),
                List.of("example.org"),
                "spiffe://example.org/",
                tools,
                KEY)
            .maxDepth(8)
            .handoff(true)
            .build(),
        SIGNER);
  }

  private String attenuate(String chain, Map<String, Grant> tools) throws Rejected {
    return ArtifactIssuer.attenuate(
        chain,
        new Narrowing(
            LinkId.of(NOW, 2, serial++), KEY, NOW, null, null, tools, null, null, null, Map.of()),
        SIGNER);
  }

  private Map<String, Grant> rootScope() {
    Map<String, Grant> tools = new LinkedHashMap<>();
    for (GovernedAction action : ACTIONS) {
      if (random.nextInt(6) > 0) {
        tools.put(action.id(), grant(action));
      }
    }
    return tools;
  }

  /** Open, or a constraint for every argument and sometimes for fewer or for more. */
  private Grant grant(GovernedAction action) {
    Map<String, Constraint> byName = new LinkedHashMap<>();
    if (random.nextInt(4) > 0) {
      for (String name : action.argumentNames()) {
        if (random.nextInt(12) > 0) {
          byName.put(name, constraints.of(type()));
        }
      }
    }
    return new Grant(byName);
  }

  /** Mostly narrower; what is not, the verifier must refuse. */
  private Map<String, Grant> childScope(Map<String, Grant> parent) {
    Map<String, Grant> tools = new LinkedHashMap<>();
    for (GovernedAction action : ACTIONS) {
      Grant above = parent.get(action.id());
      if (above == null) {
        if (random.nextInt(40) == 0) {
          tools.put(action.id(), grant(action));
        }
      } else if (random.nextInt(16) > 0) {
        tools.put(action.id(), above.isOpen() ? grant(action) : narrowed(above));
      }
    }
    return tools;
  }

  private Grant narrowed(Grant above) {
    Map<String, Constraint> byName = new LinkedHashMap<>();
    above
        .constraints()
        .forEach(
            (name, constraint) -> {
              int chance = random.nextInt(40);
              if (chance > 12) {
                byName.put(name, constraint);
              } else if (chance > 0) {
                byName.put(name, constraints.child(type(), constraint));
              }
            });
    return new Grant(byName);
  }

  private ConstraintType type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  /** Each argument near what a random link of the chain says about it. */
  private Arguments arguments(GovernedAction action, List<Map<String, Grant>> scopes) {
    Arguments arguments = new Arguments();
    Arguments near = new Arguments();
    for (String name : action.argumentNames()) {
      int link = random.nextInt(3) == 0 ? random.nextInt(scopes.size()) : scopes.size() - 1;
      Grant grant = scopes.get(link).get(action.id());
      Constraint constraint = grant == null ? null : grant.constraints().get(name);
      Arguments from = near;
      if (constraint == null) {
        from = values.anywhere();
      } else {
        values.fillNear(constraint, near);
      }
      copy(from, admitted(from, constraint), arguments);
    }
    return arguments;
  }

  /** Of the values mostly one that the constraint admits: a refused call says nothing. */
  private int admitted(Arguments from, @Nullable Constraint constraint) {
    int start = random.nextInt(from.size());
    for (int i = 0; constraint != null && i < from.size() && random.nextInt(20) > 0; i++) {
      int index = (start + i) % from.size();
      if (constraint.admits(from, index)) {
        return index;
      }
    }
    return start;
  }

  private static void copy(Arguments from, int index, Arguments to) {
    switch (from.kind(index)) {
      case INTEGER -> to.addInteger(from.integer(index));
      case FLOATING -> to.addFloating(from.floating(index));
      case BOOLEAN -> to.addBoolean(from.bool(index));
      case TEXT, DECIMAL, PATH, TEXT_LIST, NULL, OPAQUE ->
          to.add(from.kind(index), from.object(index));
    }
  }
}
