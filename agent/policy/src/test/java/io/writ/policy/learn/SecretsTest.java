package io.writ.policy.learn;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.policy.ToolRefused;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that could be a secret is ever printed: not in a rule, a comment or an error. */
class SecretsTest {
  private static final String CANARY = "c4n4ry5ecr3t0x9";

  @Test
  void argumentsAndEnvironment_areNeverPrinted() throws Exception {
    String document =
        new ObservedService("j")
            .with("env.TOKEN", "plain-looking-canary")
            .with("env.EMPTY", "")
            .saw("jdk:process.start", "command", "/bin/tar", "arguments", "[" + CANARY + "]")
            .saw("java:com.acme.Pay#pay(long)", "amount", CANARY, "to", CANARY)
            .saw("tool:search", "query", CANARY)
            .read("/data/plain-looking-canary/x")
            .learn()
            .document();

    assertFalse(document.contains(CANARY), document);
    assertFalse(document.contains("plain-looking-canary"), document);
    assertTrue(document.contains("call-tool:"), document);
    assertTrue(document.contains("#   java:com.acme.Pay#pay(long): amount, to"), document);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CANARY,
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJhIn0.c2ln",
        "token=abcdef",
        "my_password:hunter",
        "3f786850e387550fdab836ed7e6dc881de23001b",
        "k7Qz-9xPw_3LmN8vRt2s"
      })
  void pathComponentThatLooksSecret_isFoldedAwayOrRefused(String secret) throws Exception {
    String document = new ObservedService("j").read("/data/in/" + secret + "/x").learn().document();
    assertFalse(document.contains(secret), document);
    assertTrue(document.contains("path_under: [\"/data/in\"]"), document);

    for (ObservedService refused :
        List.of(
            new ObservedService("j").read("/etc/" + secret),
            new ObservedService("j").connect("unix:/run/" + secret, 0),
            new ObservedService("j").saw("jdk:code.native", "library", secret),
            new ObservedService("j").saw("jdk:code.native", "library", "/usr/lib/" + secret),
            new ObservedService("j").saw("jdk:process.start", "command", "/tmp/" + secret))) {
      String message = String.valueOf(assertThrows(ToolRefused.class, refused::learn).getMessage());
      assertFalse(message.contains(secret), message);
      String leftOut =
          ObservedService.learn(
                  new LearnOptions(null, null, false, true, ObservedService.ACTIONS),
                  List.of(refused))
              .document();
      assertFalse(leftOut.contains(secret), leftOut);
    }
  }
}
