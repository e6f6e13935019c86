package io.writ.bench;

import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What binding costs, beside the bare signature checks that are in it. A cold verifier has seen no
 * link and checked no key; a warm one has, and sees a fresh proof.
 *
 * <pre>sh bench/run.sh Verification -prof gc</pre>
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 6, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
@State(Scope.Thread)
public class Verification {
  private static final int PROOFS = 10_000;

  private final Artifacts ed25519 =
      new Artifacts(SignatureAlgorithm.ED25519, SignatureAlgorithm.ED25519);
  private final Artifacts hybrid =
      new Artifacts(SignatureAlgorithm.ED25519, SignatureAlgorithm.ML_DSA_65);
  private final Artifacts mlDsa =
      new Artifacts(SignatureAlgorithm.ML_DSA_65, SignatureAlgorithm.ML_DSA_65);
  private final Artifacts es256 = new Artifacts(SignatureAlgorithm.ES256, SignatureAlgorithm.ES256);

  private final String depth1 = ed25519.chain(1);
  private final String depth3 = ed25519.chain(3);
  private final String depth8 = ed25519.chain(8);
  private final String depth3Es256 = es256.chain(3);
  private final String depth3MlDsa = mlDsa.chain(3);
  private final String depth3Quorum = ed25519.proven(ed25519.cosigned(ed25519.unproven(3), 3), 3);
  private final String depth3Hybrid = hybrid.proven(hybrid.cosigned(hybrid.unproven(3), 1), 3);
  private final String unproven3 = ed25519.unproven(3);
  private final byte[] message = depth3.substring(0, 1_000).getBytes(StandardCharsets.US_ASCII);
  private final Bare bareEd25519 = new Bare(SignatureAlgorithm.ED25519);
  private final Bare bareEs256 = new Bare(SignatureAlgorithm.ES256);
  private final Bare bareMlDsa = new Bare(SignatureAlgorithm.ML_DSA_65);

  /** One signature over a kilobyte, by a key that no verifier has checked before. */
  private final class Bare {
    private final SignatureAlgorithm algorithm;
    private final byte[] key;
    private final byte[] signature;
    private final Signatures known = new Signatures();

    Bare(SignatureAlgorithm algorithm) {
      byte[] seed = new byte[32];
      seed[5] = 9;
      SigningKey signer = SigningKey.fromSeed(algorithm, seed);
      this.algorithm = algorithm;
      this.key = signer.publicKey().bytes();
      this.signature = signer.sign(message);
    }

    boolean verifyKnown() {
      return known.verify(algorithm, key, message, signature);
    }

    boolean verify() {
      return new Signatures().verify(algorithm, key, message, signature);
    }
  }

  /** A verifier that knows the chain, and proofs that it has not seen. */
  @State(Scope.Thread)
  public static class Again {
    private final Artifacts artifacts =
        new Artifacts(SignatureAlgorithm.ED25519, SignatureAlgorithm.ED25519);
    private final String unproven = artifacts.unproven(3);
    private final String[] fresh = new String[PROOFS];
    private ArtifactVerifier verifier = artifacts.verifier(0);
    private int next;

    /** Once: what a set-up allocates in an iteration would count as the benchmark's. */
    @Setup
    public void prove() throws Rejected {
      for (int i = 0; i < PROOFS; i++) {
        fresh[i] = artifacts.proven(unproven, 3);
      }
      forget();
    }

    private void forget() throws Rejected {
      verifier = artifacts.verifier(0);
      verifier.verify(artifacts.proven(unproven, 3), Artifacts.NOW);
      next = 0;
    }

    VerifiedArtifact verify() throws Rejected {
      if (next == PROOFS) {
        forget();
      }
      return verifier.verify(fresh[next++], Artifacts.NOW);
    }
  }

  @Benchmark
  public boolean bareEd25519() {
    return bareEd25519.verify();
  }

  /** By a key that was checked before: what most signatures of a service cost. */
  @Benchmark
  public boolean bareEd25519OfAKnownKey() {
    return bareEd25519.verifyKnown();
  }

  @Benchmark
  public boolean bareEs256() {
    return bareEs256.verify();
  }

  @Benchmark
  public boolean bareMlDsa65() {
    return bareMlDsa.verify();
  }

  /** 2 links and a proof: 3 signatures. */
  @Benchmark
  public VerifiedArtifact depth1Cold() throws Rejected {
    return ed25519.verifier(0).verify(depth1, Artifacts.NOW);
  }

  /** 4 links and a proof: 5 signatures. */
  @Benchmark
  public VerifiedArtifact depth3Cold() throws Rejected {
    return ed25519.verifier(0).verify(depth3, Artifacts.NOW);
  }

  /** 9 links and a proof: 10 signatures. */
  @Benchmark
  public VerifiedArtifact depth8Cold() throws Rejected {
    return ed25519.verifier(0).verify(depth8, Artifacts.NOW);
  }

  /** 5 ES256 signatures. */
  @Benchmark
  public VerifiedArtifact depth3Es256Cold() throws Rejected {
    return es256.verifier(0).verify(depth3Es256, Artifacts.NOW);
  }

  /** 5 ML-DSA-65 signatures. */
  @Benchmark
  public VerifiedArtifact depth3MlDsaCold() throws Rejected {
    return mlDsa.verifier(0).verify(depth3MlDsa, Artifacts.NOW);
  }

  /** 5 signatures and 3 co-signatures, all Ed25519. */
  @Benchmark
  public VerifiedArtifact depth3With3Cosignatures() throws Rejected {
    return ed25519.verifier(2).verify(depth3Quorum, Artifacts.NOW);
  }

  /** 5 Ed25519 signatures and one ML-DSA-65 co-signature. */
  @Benchmark
  public VerifiedArtifact depth3Hybrid() throws Rejected {
    return hybrid.verifier(1).verify(depth3Hybrid, Artifacts.NOW);
  }

  /** A chain that was seen before, with a fresh proof: 1 signature. */
  @Benchmark
  public VerifiedArtifact depth3Again(Again again) throws Rejected {
    return again.verify();
  }

  /** One more link: one signature made. */
  @Benchmark
  public String attenuate() throws Rejected {
    return ed25519.attenuated(unproven3, 4);
  }
}
