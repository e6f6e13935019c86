package io.writ.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.PublicKey;
import io.writ.core.jws.SignatureAlgorithm;
import io.writ.crypto.AesGcm;
import io.writ.crypto.Signatures;
import io.writ.crypto.SigningKey;
import io.writ.replay.JournalVectors.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The journals that are published read as is published with them. {@code -Dwrit.writeVectors=true}
 * makes them anew.
 */
class JournalVectorsTest {
  private static final Path DIRECTORY = Path.of("../../docs/spec/vectors/journal");
  private static final String EXPECTED = "expected.json";
  private static final List<String> NAMES =
      List.of("closed", "cut", "sealed", "rotated", "pruned", "erased", "tampered");

  @Test
  void publishedJournals_readAsIsPublished(@TempDir Path root) throws Exception {
    if (Boolean.getBoolean("writ.writeVectors")) {
      writeAll(root);
    }
    for (String name : NAMES) {
      Path directory = DIRECTORY.resolve(name);
      String expected = Files.readString(directory.resolve(EXPECTED)).strip();
      JsonValue.Members members =
          (JsonValue.Members) JsonReader.read(expected.getBytes(StandardCharsets.UTF_8));
      String what = ((JsonValue.Text) Objects.requireNonNull(members.byName().get("what"))).value();
      JsonValue.Items journalKeys =
          (JsonValue.Items) Objects.requireNonNull(members.byName().get("journalKeys"));
      JsonValue.Items retentionKeys =
          (JsonValue.Items) Objects.requireNonNull(members.byName().get("retentionKeys"));
      assertEquals(
          expected,
          JsonWriter.write(found(what, directory, journalKeys, retentionKeys)),
          () -> name + ": run with -Dwrit.writeVectors=true and look at the difference");
    }
  }

  /** Each kind of verdict is among them. */
  @Test
  void publishedJournals_areOfEachKind() throws Exception {
    Map<String, Integer> states = new TreeMap<>();
    for (String name : NAMES) {
      String expected = Files.readString(DIRECTORY.resolve(name).resolve(EXPECTED));
      for (JournalVerdict.State state : JournalVerdict.State.values()) {
        if (expected.contains("\"state\":\"" + state + "\"")) {
          states.merge(state.name(), 1, Integer::sum);
        }
      }
    }
    assertEquals("{CLOSED=5, CUT=1, TAMPERED=1}", states.toString());
  }

  private static void writeAll(Path root) throws Exception {
    JournalVectors vectors = new JournalVectors(root);
    Map<String, Vector> all = new LinkedHashMap<>();
    all.put("closed", vectors.closed());
    all.put("cut", vectors.cut());
    all.put("sealed", vectors.sealed());
    all.put("rotated", vectors.rotated());
    all.put("pruned", vectors.pruned());
    all.put("erased", vectors.erased());
    all.put("tampered", new JournalVectors(root.resolve("again")).tampered());
    assertEquals(NAMES, List.copyOf(all.keySet()));
    for (Map.Entry<String, Vector> vector : all.entrySet()) {
      write(DIRECTORY.resolve(vector.getKey()), vector.getValue());
    }
  }

  private static void write(Path to, Vector vector) throws Exception {
    SealedJournal.deleteAll(to);
    Path journal = to.resolve(String.valueOf(vector.directory().getFileName()));
    SealedJournal.replaceAll(journal, SealedJournal.filesOf(vector.directory()));
    JsonValue found =
        found(vector.what(), to, hexes(vector.journalKeys()), hexes(vector.retentionKeys()));
    Files.writeString(to.resolve(EXPECTED), JsonWriter.write(found) + "\n");
  }

  private static JsonValue.Items hexes(List<SigningKey> keys) {
    return new JsonValue.Items(
        keys.stream()
            .<JsonValue>map(
                key -> new JsonValue.Text(HexFormat.of().formatHex(key.publicKey().bytes())))
            .toList());
  }

  private static Set<PublicKey> keys(JsonValue.Items hexes) {
    Set<PublicKey> keys = new HashSet<>();
    for (JsonValue hex : hexes.values()) {
      byte[] bytes = HexFormat.of().parseHex(((JsonValue.Text) hex).value());
      keys.add(new PublicKey(SignatureAlgorithm.ED25519, bytes));
    }
    return keys;
  }

  /** What an auditor with these keys is told. */
  private static JsonValue found(
      String what, Path directory, JsonValue.Items journalKeys, JsonValue.Items retentionKeys)
      throws Exception {
    SealTrust trust = new SealTrust(new Signatures(), keys(journalKeys), keys(retentionKeys));
    JournalFiles files = JournalFiles.at(directory).get(0);
    List<JsonValue> records = new ArrayList<>();
    JournalVerdict verdict;
    try (SubjectKeys secrets = SubjectKeys.find(files.name())) {
      verdict =
          new JournalVerifier(record -> records.add(shown(record, secrets)), trust).verify(files);
    }
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("what", new JsonValue.Text(what));
    members.put("journalKeys", journalKeys);
    members.put("retentionKeys", retentionKeys);
    members.put("state", new JsonValue.Text(verdict.state().name()));
    BadRecord bad = verdict.firstBad();
    if (bad != null) {
      members.put("firstBad", new JsonValue.Whole(bad.sequence()));
    }
    members.put("records", new JsonValue.Whole(verdict.counts().records()));
    members.put("allowed", new JsonValue.Whole(verdict.counts().allowed()));
    members.put("denied", new JsonValue.Whole(verdict.counts().denied()));
    members.put("outcomes", new JsonValue.Whole(verdict.counts().outcomes()));
    members.put("inFlight", new JsonValue.Whole(verdict.counts().inFlight()));
    members.put("chain", new JsonValue.Text(verdict.lastChainHex()));
    members.put("root", new JsonValue.Text(verdict.seals().rootHex()));
    members.put("covered", new JsonValue.Whole(verdict.seals().covered()));
    members.put("epochs", new JsonValue.Whole(verdict.seals().epochs()));
    PrunedVerdict pruned = verdict.pruned();
    members.put("pruned", new JsonValue.Whole(pruned == null ? 0 : pruned.records()));
    members.put(
        "firstRecords", new JsonValue.Items(records.subList(0, Math.min(6, records.size()))));
    assertTrue(verdict.counts().records() > 10, directory::toString);
    return new JsonValue.Members(members);
  }

  private static JsonValue shown(JournalRecord record, @Nullable SubjectKeys secrets) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("seq", new JsonValue.Whole(record.sequence()));
    members.put("verdict", new JsonValue.Text(record.verdict().word()));
    members.put("execution", new JsonValue.Text(record.execution().toString()));
    members.put("parent", new JsonValue.Text(record.parent().toString()));
    members.put("action", new JsonValue.Text(String.valueOf(record.action())));
    members.put("policy", new JsonValue.Text(String.valueOf(record.policy())));
    members.put("commitment", new JsonValue.Text(String.valueOf(record.commitment())));
    List<JsonValue> attributes = new ArrayList<>();
    for (Attribute attribute : record.attributes()) {
      attributes.add(
          new JsonValue.Items(
              List.of(new JsonValue.Text(attribute.name()), value(attribute, secrets))));
    }
    members.put("attributes", new JsonValue.Items(attributes));
    return new JsonValue.Members(members);
  }

  private static JsonValue value(Attribute attribute, @Nullable SubjectKeys secrets) {
    SealedValue sealed = attribute.sealed();
    try {
      String value =
          sealed == null || secrets == null
              ? attribute.value()
              : secrets.open(sealed, new AesGcm());
      return value == null ? new JsonValue.Nothing() : new JsonValue.Text(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
