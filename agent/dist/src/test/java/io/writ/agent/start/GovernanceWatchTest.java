package io.writ.agent.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.api.Reason;
import io.writ.config.ConfigurationRefused;
import io.writ.config.RevocationSettings;
import io.writ.config.StatusListSettings;
import io.writ.config.TrustFile;
import io.writ.core.artifact.Lifetimes;
import io.writ.core.artifact.Possession;
import io.writ.core.artifact.RuntimeIdentity;
import io.writ.core.encoding.Base64Url;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.Rejected;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.core.revocation.GovernanceState;
import io.writ.core.revocation.RevocationKind;
import io.writ.core.revocation.RevocationList;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.enforce.Clocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the agent makes of the lists' files at its start. */
class GovernanceWatchTest {
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
  private static final String URI = "https://issuer.example/status/1";
  private static final SigningKey KEY =
      SigningKey.fromSeed(SignatureAlgorithm.ED25519, new byte[32]);
  private static final PinnedKeys KEYS = new PinnedKeys(Map.of("issuer", KEY.publicKey()));
  private static final Clocks CLOCKS =
      new Clocks() {
        @Override
        public long wallMillis() {
          return NOW.toEpochMilli();
        }

        @Override
        public long monotonicNanos() {
          return 7;
        }
      };

  private final Path directory;

  GovernanceWatchTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private GovernanceState started(
      @Nullable RevocationSettings revocations, List<StatusListSettings> statusLists)
      throws IOException, ConfigurationRefused {
    TrustFile trust =
        new TrustFile(
            new RuntimeIdentity("spiffe://example.org/a", "example.org"),
            null,
            false,
            true,
            new PinnedKeys(Map.of()),
            KEYS,
            new PinnedKeys(Map.of()),
            List.of(),
            Lifetimes.DEFAULT,
            Possession.IF_DELEGABLE,
            revocations,
            statusLists);
    GovernanceWatch watch =
        new GovernanceWatch(
            trust,
            new Signatures(),
            "ni:///sha-256;x",
            VersionMark.read(directory),
            CLOCKS,
            new ArrayList<String>()::add);
    watch.start();
    return watch.current();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("list.jwt"), text);
  }

  private static String list(long version) throws Rejected {
    return new RevocationList(
            version,
            NOW,
            NOW.plusSeconds(60),
            Duration.ofSeconds(30),
            Map.of(RevocationKind.TRANSACTION, Set.of("t-1")))
        .sign("issuer", KEY);
  }

  private static String statusList(String end) {
    String input =
        encode("{\"alg\":\"Ed25519\",\"typ\":\"statuslist+jwt\"}")
            + "."
            + encode(
                "{\"sub\":\""
                    + URI
                    + "\",\"iat\":1800000000,"
                    + end
                    + "\"ttl\":60,\"status_list\":{\"bits\":8,\"lst\":\"eNpjAAAAAQAB\"}}");
    return input + "." + Base64Url.encode(KEY.sign(input.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String encode(String text) {
    return Base64Url.encode(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void list_holdsForItsTimeToLiveOnTheMonotonicClock() throws Exception {
    GovernanceState state = started(new RevocationSettings(file(list(5)), KEYS), List.of());
    assertTrue(state.isRevoked(RevocationKind.TRANSACTION, "t-1"));
    long deadline = 7 + Duration.ofSeconds(30).toNanos();
    assertNull(state.outage(deadline - 1));
    assertEquals(Reason.STALE_GOVERNANCE, state.outage(deadline));
  }

  @Test
  void listOlderThanOneInForceBeforeTheRestart_isRefused() throws Exception {
    started(new RevocationSettings(file(list(5)), KEYS), List.of());
    started(new RevocationSettings(file(list(5)), KEYS), List.of());
    RevocationSettings older = new RevocationSettings(file(list(4)), KEYS);
    ConfigurationRefused refused =
        assertThrows(ConfigurationRefused.class, () -> started(older, List.of()));
    assertEquals(
        older.file() + ": STALE_GOVERNANCE: revocations.version is [4], must be at least [5]",
        refused.getMessage());
  }

  /** The end of the year 9999 is what issuers write for "never"; nanoseconds end in 292 years. */
  @Test
  void statusListThatEndsInThousandsOfYears_holdsForItsTimeToLive() throws Exception {
    for (String end :
        List.of("", "\"exp\":253402300799,", "\"exp\":9007199254740991,", "\"exp\":1800604900,")) {
      GovernanceState state =
          started(
              null, List.of(new StatusListSettings(URI, file(statusList(end)), KEY.publicKey())));
      assertEquals(
          7 + Duration.ofSeconds(60).toNanos(),
          Objects.requireNonNull(state.status(URI)).deadlineNanos(),
          end);
    }
  }

  @Test
  void statusListThatEndsBeforeItsTimeToLive_holdsUntilThen() throws Exception {
    GovernanceState state =
        started(
            null,
            List.of(
                new StatusListSettings(
                    URI, file(statusList("\"exp\":1800000010,")), KEY.publicKey())));
    assertEquals(
        7 + Duration.ofSeconds(10).toNanos(),
        Objects.requireNonNull(state.status(URI)).deadlineNanos());
  }
}
