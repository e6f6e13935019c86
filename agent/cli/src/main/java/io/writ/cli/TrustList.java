package io.writ.cli;

import io.writ.config.ConfigurationRefused;
import io.writ.config.RevocationSettings;
import io.writ.config.StatusListSettings;
import io.writ.config.TrustFile;
import io.writ.core.artifact.Quorum;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.PinnedKeys;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.RevocationList;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code writ trust list}: what a trust file demands, and of whom. */
@Command(
    name = "list",
    description = "Shows what a trust file pins and demands.",
    mixinStandardHelpOptions = true)
final class TrustList implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "TRUST", description = "The trust file.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean isJson;

  TrustList(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws ConfigurationRefused {
    TrustFile trust = TrustFile.read(file);
    Instant now = terminal.clock().instant();
    if (isJson) {
      terminal.out().println(JsonWriter.write(json(trust, now)));
    } else {
      lines(trust, now).forEach(terminal.out()::println);
    }
    return Exit.OK;
  }

  private static List<String> lines(TrustFile trust, Instant now) {
    List<String> lines = new ArrayList<>();
    add(lines, "runtime", trust.runtime().id());
    add(lines, "audience", trust.runtime().audience());
    if (trust.isDevelopment()) {
      add(lines, "level", "development: a policy counts without a signature");
    }
    addKeys(lines, "policies", trust.policySigners());
    addKeys(lines, "authority", trust.authorities());
    addKeys(lines, "cosigner", trust.cosigners());
    for (Quorum quorum : trust.quorums()) {
      add(lines, "quorum", quorum.k() + " of " + keyIds(trust, quorum));
    }
    add(lines, "possession", possession(trust));
    add(lines, "leaf", "lives for at most " + trust.lifetimes().leaf());
    add(lines, "root", "lives for at most " + trust.lifetimes().root());
    RevocationSettings revocations = trust.revocations();
    if (revocations != null) {
      add(lines, "revoked", revocations.file() + ", " + state(trust, now));
    }
    for (StatusListSettings status : trust.statusLists()) {
      add(lines, "status", status.uri() + " in " + status.file() + ", key " + status.key());
    }
    return lines;
  }

  private static void add(List<String> lines, String what, String text) {
    lines.add(Terminal.printable(String.format(Locale.ROOT, "%-10s %s", what, text)));
  }

  private static void addKeys(List<String> lines, String what, PinnedKeys keys) {
    keys.byKeyId().forEach((keyId, key) -> add(lines, what, keyId + " " + key));
  }

  private static List<String> keyIds(TrustFile trust, Quorum quorum) {
    return trust.cosigners().byKeyId().entrySet().stream()
        .filter(entry -> quorum.of().contains(entry.getValue().thumbprint()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String possession(TrustFile trust) {
    return trust.possession().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String state(TrustFile trust, Instant now) {
    try {
      RevocationList list = TrustedLists.revocations(trust, now);
      return list == null
          ? "none"
          : "version "
              + list.version()
              + ", "
              + Duration.between(list.issuedAt(), now).toSeconds()
              + " s old, good until "
              + list.expiresAt();
    } catch (Rejected e) {
      return e.reason() + ": " + e.detail();
    }
  }

  private static JsonValue json(TrustFile trust, Instant now) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("runtime", text(trust.runtime().id()));
    json.put("audience", text(trust.runtime().audience()));
    json.put("development", new JsonValue.Truth(trust.isDevelopment()));
    json.put("policySigners", keys(trust.policySigners()));
    json.put("authorities", keys(trust.authorities()));
    json.put("cosigners", keys(trust.cosigners()));
    List<JsonValue> quorums = new ArrayList<>();
    for (Quorum quorum : trust.quorums()) {
      Map<String, JsonValue> one = new LinkedHashMap<>();
      one.put("k", new JsonValue.Whole(quorum.k()));
      one.put("of", texts(keyIds(trust, quorum)));
      quorums.add(new JsonValue.Members(one));
    }
    json.put("quorums", new JsonValue.Items(quorums));
    json.put("possession", text(possession(trust)));
    json.put("leafSeconds", new JsonValue.Whole(trust.lifetimes().leaf().toSeconds()));
    json.put("rootSeconds", new JsonValue.Whole(trust.lifetimes().root().toSeconds()));
    json.put("revocations", revocations(trust, now));
    List<JsonValue> lists = new ArrayList<>();
    for (StatusListSettings status : trust.statusLists()) {
      Map<String, JsonValue> one = new LinkedHashMap<>();
      one.put("uri", text(status.uri()));
      one.put("file", text(status.file().toString()));
      one.putAll(key(status.key()));
      lists.add(new JsonValue.Members(one));
    }
    json.put("statusLists", new JsonValue.Items(lists));
    return new JsonValue.Members(json);
  }

  private static JsonValue revocations(TrustFile trust, Instant now) {
    RevocationSettings settings = trust.revocations();
    if (settings == null) {
      return new JsonValue.Nothing();
    }
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("file", text(settings.file().toString()));
    json.put("signers", texts(List.copyOf(settings.signers().byKeyId().keySet())));
    try {
      @Nullable RevocationList list = TrustedLists.revocations(trust, now);
      if (list != null) {
        json.put("version", new JsonValue.Whole(list.version()));
        json.put(
            "ageSeconds", new JsonValue.Whole(Duration.between(list.issuedAt(), now).toSeconds()));
        json.put("exp", new JsonValue.Whole(list.expiresAt().getEpochSecond()));
      }
    } catch (Rejected e) {
      json.put("reason", text(e.reason().name()));
      json.put("detail", text(e.detail()));
    }
    return new JsonValue.Members(json);
  }

  private static JsonValue keys(PinnedKeys keys) {
    List<JsonValue> json = new ArrayList<>();
    keys.byKeyId()
        .forEach(
            (keyId, key) -> {
              Map<String, JsonValue> one = new LinkedHashMap<>();
              one.put("kid", text(keyId));
              one.putAll(key(key));
              json.add(new JsonValue.Members(one));
            });
    return new JsonValue.Items(json);
  }

  private static Map<String, JsonValue> key(PublicKey key) {
    Map<String, JsonValue> json = new LinkedHashMap<>();
    json.put("alg", text(key.algorithm().headerName()));
    json.put("thumbprint", text(key.thumbprint()));
    return json;
  }

  private static JsonValue texts(List<String> texts) {
    return new JsonValue.Items(texts.stream().map(TrustList::text).toList());
  }

  private static JsonValue text(String text) {
    return new JsonValue.Text(text);
  }
}
