package io.writ.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.encoding.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the files of {@code docs/spec/vectors/journal/tlog}. */
final class TlogVectors {
  /** The entries of the tests of Certificate Transparency's reference implementation. */
  static final List<String> ENTRIES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final int EXPLICIT_SIZES = 8;
  private static final int SIZES = 65;
  private static final long[] TREE_SIZES = {
    0, 1, 255, 256, 257, 65_535, 65_536, 70_000, 16_777_216
  };
  private static final long[] INDEXES = {
    0, 1, 255, 999, 1000, 999_999, 1_000_000, 1_234_067, 1L << 54
  };

  private TlogVectors() {}

  static Path directory() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("docs/spec"))) {
      Path above = directory.getParent();
      if (above == null) {
        throw new AssertionError("no docs/spec above " + Path.of("").toAbsolutePath());
      }
      directory = above;
    }
    return directory.resolve("docs/spec/vectors/journal/tlog");
  }

  /** The files' contents by their names. */
  static Map<String, String> all() throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put("rfc6962.json", file("RFC 6962 reference entries: roots and proofs", rfc6962()));
    files.put("proofs.json", file(SEQUENCE, sequence()));
    files.put("tile-paths.json", file("C2SP tlog-tiles: names of tiles", paths()));
    files.put("notes.json", file("C2SP signed-note", NoteVectors.notes()));
    files.put("checkpoints.json", file("C2SP tlog-checkpoint", NoteVectors.checkpoints()));
    files.put("tlog-proofs.json", file("C2SP tlog-proof", NoteVectors.proofs()));
    return files;
  }

  private static final String SEQUENCE =
      "Entry i is i as 8 bytes, big-endian. The digests are SHA-256 over all proofs, hash after hash:"
          + " inclusion of index 0, 1, … in size; consistency of 1, 2, … with size";

  static String file(String description, List<JsonValue> tests) {
    StringBuilder out = new StringBuilder("{\"description\":");
    out.append(JsonWriter.write(new JsonValue.Text(description))).append(",\n\"tests\":[");
    String separator = "\n";
    for (JsonValue test : tests) {
      out.append(separator).append(JsonWriter.write(test));
      separator = ",\n";
    }
    return out.append("\n]}\n").toString();
  }

  /** A test: names and values by turns. */
  static JsonValue test(Object... members) {
    Map<String, JsonValue> byName = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      byName.put((String) members[i], json(members[i + 1]));
    }
    return new JsonValue.Members(byName);
  }

  private static JsonValue json(Object value) {
    if (value instanceof Long number) {
      return new JsonValue.Whole(number);
    } else if (value instanceof Integer number) {
      return new JsonValue.Whole(number);
    } else if (value instanceof byte[] bytes) {
      return new JsonValue.Text(HexFormat.of().formatHex(bytes));
    } else if (value instanceof List<?> list) {
      return new JsonValue.Items(list.stream().map(TlogVectors::json).toList());
    }
    return new JsonValue.Text((String) value);
  }

  private static List<JsonValue> rfc6962() throws IOException {
    List<JsonValue> tests = new ArrayList<>();
    NaiveTree tree =
        new NaiveTree(
            ENTRIES.stream()
                .map(entry -> MerkleHash.leaf(HexFormat.of().parseHex(entry)))
                .toList());
    for (int size = 0; size <= EXPLICIT_SIZES; size++) {
      List<String> entries = ENTRIES.subList(0, size);
      tests.add(test("kind", "root", "size", size, "entries", entries, "root", tree.root(size)));
    }
    for (int size = 1; size <= EXPLICIT_SIZES; size++) {
      for (int index = 0; index < size; index++) {
        List<byte[]> proof = MerkleProofs.inclusion(tree, index, size);
        tests.add(
            test(
                "kind",
                "inclusion",
                "size",
                size,
                "root",
                tree.root(size),
                "index",
                index,
                "leaf",
                tree.root(index, index + 1),
                "proof",
                proof));
      }
      for (int old = 0; old <= size; old++) {
        List<byte[]> proof = MerkleProofs.consistency(tree, old, size);
        tests.add(
            test(
                "kind",
                "consistency",
                "size",
                size,
                "root",
                tree.root(size),
                "old_size",
                old,
                "old_root",
                tree.root(old),
                "proof",
                proof));
      }
    }
    return tests;
  }

  private static List<JsonValue> sequence() throws IOException {
    List<JsonValue> tests = new ArrayList<>();
    NaiveTree tree = NaiveTree.of(SIZES);
    for (int size = 0; size <= SIZES; size++) {
      MessageDigest inclusion = Sha256.begin();
      MessageDigest consistency = Sha256.begin();
      for (int index = 0; index < size; index++) {
        MerkleProofs.inclusion(tree, index, size).forEach(inclusion::update);
        MerkleProofs.consistency(tree, index + 1, size).forEach(consistency::update);
      }
      tests.add(
          test(
              "size",
              size,
              "root",
              tree.root(size),
              "inclusion",
              inclusion.digest(),
              "consistency",
              consistency.digest()));
    }
    return tests;
  }

  private static List<JsonValue> paths() {
    List<JsonValue> tests = new ArrayList<>();
    for (long index : INDEXES) {
      tests.add(test("level", 0, "index", index, "path", new Tile(0, index, Tile.FULL).path()));
    }
    for (long size : TREE_SIZES) {
      List<String> partial = new ArrayList<>();
      List<Long> full = new ArrayList<>();
      for (int level = 0; level < Tile.LEVELS; level++) {
        long hashes = Tile.hashesAt(level, size);
        full.add(hashes / Tile.FULL);
        if (hashes % Tile.FULL > 0) {
          partial.add(Tile.of(level, hashes / Tile.FULL, size).path());
        }
      }
      tests.add(test("size", size, "full_tiles_of_levels", full, "partial_tiles", partial));
    }
    return tests;
  }

  static void write() throws IOException {
    Files.createDirectories(directory());
    for (Map.Entry<String, String> file : all().entrySet()) {
      Files.write(directory().resolve(file.getKey()), file.getValue().getBytes(UTF_8));
    }
  }
}
