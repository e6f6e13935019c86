package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.Imitation;
import io.writ.core.artifact.Grant;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a class is called, and whether its frames are seen, makes it nobody else's. */
class ImitationIT {
  private static final String DENIED = "NO_ARTIFACT NO_ARTIFACT NO_ARTIFACT";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  @Test
  void namesOfTheJdkAndTheAgent_andHiddenFrames_gainNothing() throws Exception {
    Path forbidden = Files.writeString(directory.toRealPath().resolve("forbidden"), "x");
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policy(
                """
                  loaders: { actions: ["jdk:code.load", "jdk:runtime.property"] }
                  its-own:
                    actions: ["jdk:code.define"]
                    where:
                      loader:
                        one_of:
                          - "io.writ.agent.fixture.Imitation$Maker"
                          - "io.writ.agent.fixture.Imitation"
                ceiling:
                  held: { actions: ["test:*"] }
                """);
    SigningKey holder = SigningKey.generate(SignatureAlgorithm.ED25519, new SecureRandom());
    String artifact =
        jvm.authority.mint(
            Map.of("test:held", new Grant(Map.of())), holder, terms -> terms.maxDepth(2));

    GovernedJvm.Result result =
        jvm.run(
            Imitation.class,
            forbidden.toString(),
            artifact,
            holder.toPem().strip().replace('\n', '|').replace(' ', '~'));

    assertEquals(
        List.of(
            "java.evil.X: SecurityException",
            "javax.evil.X: " + DENIED,
            "javax.sql.X: " + DENIED,
            "jdk.internal.evil.X: " + DENIED,
            "jdk.internal.misc.X: " + DENIED,
            "sun.nio.ch.X: " + DENIED,
            "com.sun.evil.X: " + DENIED,
            "java.lang.invoke.InnerClassLambdaMetafactory: SecurityException",
            "io.writ.enforce.Enforcer: " + DENIED,
            "io.writ.enforce.OwnWork: " + DENIED,
            "io.writ.agent.AgentClassLoader: " + DENIED,
            "io.writ.api.X: " + DENIED,
            "io.writ.gate.X: ClassFormatError",
            "io.writ.gate.Gate: ClassFormatError",
            "evil.X$$Lambda$14: " + DENIED,
            "evil.X$$Lambda/0x0000000800c03000: NoClassDefFoundError",
            "evil.X$$Generated: " + DENIED,
            "com.sun.proxy.$Proxy12: " + DENIED,
            "jdk.proxy1.$Proxy12: " + DENIED,
            "loader app: " + DENIED,
            "loader platform: " + DENIED,
            "loader bootstrap: " + DENIED,
            "loader writ: " + DENIED,
            "without a name: ClassFormatError",
            "loader of the JDK: NO_ARTIFACT",
            "hidden: NO_ARTIFACT NO_ARTIFACT RAN",
            "unseen attenuation refused",
            "unseen entries: AGENT_FAILURE",
            "unseen initialiser: NO_ARTIFACT"),
        result.out(),
        () -> result.err().toString());
    Journals.verified(jvm.journal());
  }
}
