package io.writ.crypto;

import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.child;
import static io.writ.crypto.Forge.link;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;
import static io.writ.crypto.Rejections.assertRejected;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.artifact.Environment;
import io.writ.core.artifact.VerifiedArtifact;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Rejected;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on where and when: {@code writ.env}. */
class EnvironmentTest {
  /** {@link Forge#NOW} is 08:00 UTC, minute 480 of the day. */
  private static final String EIGHT_TO_NINE =
      "{\"time_of_day\":{\"type\":\"range\",\"min\":480,\"max\":539}}";

  private static final String HOST_A = "{\"host\":{\"type\":\"exact\",\"value\":\"a\"}}";
  private static final String HOST_A_OR_B =
      "{\"host\":{\"type\":\"one_of\",\"values\":[\"a\",\"b\"]}}";

  private static ArtifactVerifier verifier() {
    Map<String, @Nullable Object> facts = new HashMap<>();
    facts.put("host", "a");
    facts.put("container_id", null);
    facts.put("agents", List.of("javaagent:writ-agent.jar"));
    return Beside.verifier(Forge.terms().withEnvironment(new Environment(facts)));
  }

  private static String env(String conditions) {
    return "{\"env\":" + conditions + "}";
  }

  private static String rootWith(String conditions) {
    return rootLink(with(root(), "writ", env(conditions)));
  }

  private static String chain(String rootConditions, String childConditions) {
    String root = rootWith(rootConditions);
    return Forge.chain(
        root, link(CHILD_HEADER, with(child(root), "writ", env(childConditions)), HOLDER));
  }

  private static VerifiedArtifact verifyAt(long now, String presented) throws Rejected {
    return verifier().verify(presented, Instant.ofEpochSecond(now));
  }

  private static void assertEnvRejected(String presented, Reason reason, String message) {
    assertRejected(verifier(), Forge.proven(presented), reason, message);
  }

  @Test
  void conditionThatHolds_verifies() throws Rejected {
    verifyAt(NOW, Forge.proven(rootWith(HOST_A)));
    verifyAt(
        NOW,
        Forge.proven(
            rootWith(
                "{\"agents\":{\"type\":\"subset\",\"values\":[\"javaagent:writ-agent.jar\"]}}")));
  }

  @Test
  void conditionThatDoesNotHoldHere_isRejectedInEveryLink() {
    assertEnvRejected(
        rootWith("{\"host\":{\"type\":\"exact\",\"value\":\"b\"}}"),
        Reason.ENVIRONMENT_MISMATCH,
        "link[0].writ.env.host does not hold here");
    assertEnvRejected(
        chain(HOST_A_OR_B, "{\"host\":{\"type\":\"exact\",\"value\":\"b\"}}"),
        Reason.ENVIRONMENT_MISMATCH,
        "link[1].writ.env.host does not hold here");
  }

  @Test
  void conditionOnWhatTheMachineDoesNotHave_doesNotHold() {
    assertEnvRejected(
        rootWith("{\"container_id\":{\"type\":\"not_one_of\",\"values\":[\"x\"]}}"),
        Reason.ENVIRONMENT_MISMATCH,
        "link[0].writ.env.container_id does not hold here");
  }

  @Test
  void conditionOfAnUnknownName_isRejectedAndNotIgnored() {
    assertEnvRejected(
        rootWith("{\"region\":{\"type\":\"wildcard\"}}"),
        Reason.ENVIRONMENT_MISMATCH,
        "link[0].writ.env.region is nothing that this runtime can check");
    assertEnvRejected(
        rootWith("{\"code_source\":{\"type\":\"wildcard\"}}"),
        Reason.ENVIRONMENT_MISMATCH,
        "link[0].writ.env.code_source is nothing that this runtime can check");
  }

  @Test
  void droppedCondition_isRejected() {
    assertEnvRejected(
        chain(HOST_A, "{}"),
        Reason.WIDENED,
        "link[1].writ.env.host is dropped; the parent demands it");
    assertEnvRejected(
        chain(HOST_A, EIGHT_TO_NINE),
        Reason.WIDENED,
        "link[1].writ.env.host is dropped; the parent demands it");
  }

  @Test
  void widenedCondition_isRejected() {
    assertEnvRejected(
        chain(HOST_A, HOST_A_OR_B),
        Reason.WIDENED,
        "link[1].writ.env.host admits more than its parent's constraint");
    assertEnvRejected(
        chain(EIGHT_TO_NINE, EIGHT_TO_NINE.replace("539", "540")),
        Reason.WIDENED,
        "link[1].writ.env.time_of_day admits more than its parent's constraint");
  }

  @Test
  void addedOrNarrowedCondition_isAcceptedAndIsNarrowingEnough() throws Rejected {
    String root = rootWith(HOST_A_OR_B);
    for (String conditions :
        List.of(
            HOST_A,
            HOST_A_OR_B.replace("}}", "},\"time_of_day\":{\"type\":\"range\",\"min\":0}}"))) {
      Map<String, JsonValue> equal = with(child(root), "writ", env(conditions));
      equal.put("authorization_details", root().get("authorization_details"));
      verifyAt(NOW, Forge.proven(Forge.chain(root, link(CHILD_HEADER, equal, HOLDER))));
    }
    Map<String, JsonValue> same = with(child(root), "writ", env(HOST_A_OR_B));
    same.put("authorization_details", root().get("authorization_details"));
    assertEnvRejected(
        Forge.chain(root, link(CHILD_HEADER, same, HOLDER)),
        Reason.NOT_NARROWER,
        "link[1] narrows none of [scope, environment, audience, runtime, depth, expiry] and the root does not say"
            + " writ.handoff");
  }

  @ParameterizedTest
  @CsvSource({"480,480,true", "479,479,false", "481,481,false", "0,479,false", "480,539,true"})
  void timeOfDay_isTheMinuteOfTheUtcDay(int min, int max, boolean holds) throws Rejected {
    String root = rootWith(EIGHT_TO_NINE.replace("480", "" + min).replace("539", "" + max));
    if (holds) {
      verifyAt(NOW, Forge.proven(root));
      verifyAt(NOW + 29, Forge.proven(root));
    } else {
      assertEnvRejected(
          root, Reason.ENVIRONMENT_MISMATCH, "link[0].writ.env.time_of_day does not hold here");
    }
  }

  @Test
  void windowThatEndsBeforeTheExpiry_endsTheArtifactAtTheMinute() throws Rejected {
    VerifiedArtifact artifact =
        verifyAt(NOW, Forge.proven(rootWith(EIGHT_TO_NINE.replace("539", "481"))));
    assertEquals(Instant.ofEpochSecond(NOW + 120), artifact.holdsUntil());
    assertEquals(Instant.ofEpochSecond(NOW + 200), artifact.expiresAt());
    VerifiedArtifact wholeHour = verifyAt(NOW, Forge.proven(rootWith(EIGHT_TO_NINE)));
    assertEquals(wholeHour.expiresAt(), wholeHour.holdsUntil());
  }

  @Test
  void windowWithAGap_endsWhereTheGapBegins() throws Rejected {
    VerifiedArtifact artifact =
        verifyAt(
            NOW,
            Forge.proven(
                rootWith("{\"time_of_day\":{\"type\":\"not_one_of\",\"values\":[481,700]}}")));
    assertEquals(Instant.ofEpochSecond(NOW + 60), artifact.holdsUntil());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|CLAIM_INVALID|' is [array], must be [object]'",
        "{\"host\":\"a\"}|CLAIM_INVALID|.host is [string], must be [object]",
        "{\"host\":{\"type\":\"regex\"}}|CLAIM_INVALID|.host.type must be one of [exact, one_of,"
            + " not_one_of, range, contains, subset, path_under, url_under, host, cidr, all, any,"
            + " wildcard]",
      })
  void environmentThatIsNotWellFormed_isRejected(String env, Reason reason, String problem) {
    assertEnvRejected(rootWith(env), reason, "link[0].writ.env" + problem);
  }

  @Test
  void moreThan64Conditions_areRejected() {
    StringBuilder conditions = new StringBuilder("{");
    for (int i = 0; i < 65; i++) {
      conditions.append(i == 0 ? "\"" : ",\"").append(i).append("\":{\"type\":\"wildcard\"}");
    }
    assertEnvRejected(
        rootWith(conditions.append('}').toString()),
        Reason.TOO_LARGE,
        "link[0].writ.env has [65] conditions, at most [64]");
  }
}
