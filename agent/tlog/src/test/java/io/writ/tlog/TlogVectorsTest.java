package io.writ.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.encoding.JsonReader;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.crypto.Signatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The vectors that are published are those that are made here, and are decided as they say. */
class TlogVectorsTest {
  /** Roots for 1 to 8 leaves, as Certificate Transparency's implementations publish them. */
  private static final List<String> KNOWN_ROOTS =
      List.of(
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  private static final String A =
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
  private static final String B =
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
  private static final String C =
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
  private static final String D =
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
  private static final String E =
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
  private static final String F =
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";
  private static final String G =
      "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f";

  /** Their inclusion proofs by index and size, and consistency proofs by sizes. */
  private static final Map<String, List<String>> KNOWN_PROOFS =
      Map.of(
          "inclusion 0 8", List.of(A, B, C),
          "inclusion 5 8", List.of(D, E, KNOWN_ROOTS.get(3)),
          "inclusion 2 3", List.of(KNOWN_ROOTS.get(1)),
          "inclusion 1 5", List.of(KNOWN_ROOTS.get(0), B, D),
          "consistency 1 1", List.of(),
          "consistency 1 8", List.of(A, B, C),
          "consistency 6 8", List.of(F, E, KNOWN_ROOTS.get(3)),
          "consistency 2 5", List.of(B, D),
          "consistency 6 7", List.of(F, G, KNOWN_ROOTS.get(3)));

  @BeforeAll
  static void write() throws IOException {
    if (Boolean.getBoolean("writ.writeVectors")) {
      TlogVectors.write();
    }
  }

  private static List<Map<String, JsonValue>> tests(String file) throws Exception {
    byte[] bytes = Files.readAllBytes(TlogVectors.directory().resolve(file));
    Map<String, JsonValue> members = Claim.members(JsonReader.read(bytes), file);
    List<Map<String, JsonValue>> tests = new ArrayList<>();
    for (JsonValue test : Claim.items(members.get("tests"), file)) {
      tests.add(Claim.members(test, file));
    }
    return tests;
  }

  private static String text(@Nullable JsonValue json) {
    return json instanceof JsonValue.Text text ? text.value() : "";
  }

  private static long number(@Nullable JsonValue json) {
    return json instanceof JsonValue.Whole whole ? whole.value() : -1;
  }

  private static List<String> texts(@Nullable JsonValue json) {
    return json instanceof JsonValue.Items items
        ? items.values().stream().map(TlogVectorsTest::text).toList()
        : List.of();
  }

  private static byte[] hex(@Nullable JsonValue json) {
    return HexFormat.of().parseHex(text(json));
  }

  private static List<byte[]> hashes(@Nullable JsonValue json) {
    return texts(json).stream().map(HexFormat.of()::parseHex).toList();
  }

  @Test
  void publishedFiles_areThoseThatAreMade() throws IOException {
    Map<String, String> made = TlogVectors.all();
    for (Map.Entry<String, String> file : made.entrySet()) {
      assertEquals(
          file.getValue(),
          Files.readString(TlogVectors.directory().resolve(file.getKey())),
          () -> file.getKey() + ": run with -Dwrit.writeVectors=true and look at the difference");
    }
    try (Stream<Path> files = Files.list(TlogVectors.directory())) {
      Set<String> published = new TreeSet<>();
      files.forEach(file -> published.add(file.getFileName().toString()));
      assertEquals(made.keySet(), published);
    }
  }

  @Test
  void referenceRootsAndProofs_areThoseThatOthersPublish() throws Exception {
    Set<String> seen = new HashSet<>();
    for (Map<String, JsonValue> test : tests("rfc6962.json")) {
      String kind = text(test.get("kind"));
      long size = number(test.get("size"));
      byte[] root = hex(test.get("root"));
      if (size > 0) {
        assertEquals(KNOWN_ROOTS.get((int) size - 1), text(test.get("root")));
      }
      String name;
      if (kind.equals("root")) {
        MerkleFrontier frontier = new MerkleFrontier();
        hashes(test.get("entries")).forEach(entry -> frontier.append(MerkleHash.leaf(entry)));
        assertArrayEquals(root, frontier.root());
        name = "";
      } else if (kind.equals("inclusion")) {
        long index = number(test.get("index"));
        name = kind + " " + index + " " + size;
        byte[] leaf = hex(test.get("leaf"));
        assertTrue(
            MerkleProofs.isIncluded(leaf, index, size, hashes(test.get("proof")), root), name);
      } else {
        long old = number(test.get("old_size"));
        name = kind + " " + old + " " + size;
        byte[] oldRoot = hex(test.get("old_root"));
        assertTrue(
            MerkleProofs.isConsistent(old, oldRoot, size, root, hashes(test.get("proof"))), name);
      }
      if (KNOWN_PROOFS.containsKey(name)) {
        assertEquals(KNOWN_PROOFS.get(name), texts(test.get("proof")), name);
        seen.add(name);
      }
    }
    assertEquals(KNOWN_PROOFS.keySet(), seen);
  }

  @Test
  void notes_areDecidedAsTheySay() throws Exception {
    for (Map<String, JsonValue> test : tests("notes.json")) {
      String result = "malformed";
      try {
        SignedNote note = SignedNote.parse(text(test.get("note")).getBytes(UTF_8));
        assertArrayEquals(text(test.get("note")).getBytes(UTF_8), note.print());
        result = "refused";
        Set<NoteKey> keys = new HashSet<>();
        for (String vkey : texts(test.get("vkeys"))) {
          keys.add(NoteKey.parse(vkey));
        }
        note.verify(keys, new Signatures());
        result = "valid";
      } catch (NoteRefused e) {
        assertTrue(!text(test.get("result")).equals("valid"), e.getMessage());
      }
      assertEquals(text(test.get("result")), result, text(test.get("comment")));
    }
  }

  @Test
  void checkpoints_areDecidedAsTheySay() throws Exception {
    for (Map<String, JsonValue> test : tests("checkpoints.json")) {
      String result = "malformed";
      try {
        assertEquals(text(test.get("text")), Checkpoint.parse(text(test.get("text"))).print());
        result = "valid";
      } catch (NoteRefused e) {
        assertTrue(!text(test.get("result")).equals("valid"), e.getMessage());
      }
      assertEquals(text(test.get("result")), result, text(test.get("text")));
    }
  }

  @Test
  void proofs_areDecidedAsTheySay() throws Exception {
    for (Map<String, JsonValue> test : tests("tlog-proofs.json")) {
      String result = "malformed";
      try {
        TlogProof proof = TlogProof.parse(text(test.get("proof")).getBytes(UTF_8));
        result = "refused";
        proof.verify(
            MerkleHash.leaf(hex(test.get("entry"))),
            text(test.get("origin")),
            Set.of(NoteKey.parse(text(test.get("vkey")))),
            new Signatures());
        result = "valid";
      } catch (NoteRefused e) {
        assertTrue(!text(test.get("result")).equals("valid"), e.getMessage());
      }
      assertEquals(text(test.get("result")), result, text(test.get("comment")));
    }
  }
}
