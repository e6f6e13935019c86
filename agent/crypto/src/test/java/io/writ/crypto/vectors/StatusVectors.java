package io.writ.crypto.vectors;

import static io.writ.crypto.Forge.proven;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;

import io.writ.api.Reason;
import io.writ.core.encoding.Base64Url;
import io.writ.core.encoding.JsonValue;
import io.writ.crypto.Beside;
import io.writ.crypto.Forge;
import io.writ.crypto.Revoked;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.Adler32;

/** Token Status Lists. The zlib data is written here: compressors differ from JDK to JDK. */
final class StatusVectors {
  private static final String AT = "status_list.status_list.lst";

  private StatusVectors() {}

  private static Map<String, JsonValue> pinned(String list) {
    Map<String, JsonValue> pinned = new LinkedHashMap<>();
    pinned.put("uri", Forge.text(Revoked.LIST_URI));
    pinned.put("key", Revoked.STATUS_ISSUER.publicKey().toJwk());
    if (!list.isEmpty()) {
      pinned.put("list", Forge.text(list));
    }
    return pinned;
  }

  private static String claims(int bits, String lst) {
    return "{\"sub\":\"%s\",\"iat\":1800000000,\"exp\":1800003600,\"ttl\":60,\"status_list\":{\"bits\":%d,\"lst\":\"%s\"}}"
        .formatted(Revoked.LIST_URI, bits, lst);
  }

  private static String signed(String claims) {
    return Forge.link(Revoked.STATUS_HEADER, claims, Revoked.STATUS_ISSUER);
  }

  /** zlib (RFC 1950) with one stored block (RFC 1951 §3.2.4). */
  private static String stored(byte... bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x78, 0x01, 0x01, (byte) bytes.length, 0});
    out.writeBytes(new byte[] {(byte) ~bytes.length, (byte) 0xFF});
    out.writeBytes(bytes);
    Adler32 check = new Adler32();
    check.update(bytes);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write((int) (check.getValue() >> shift));
    }
    return Base64Url.encode(out.toByteArray());
  }

  /** A zero byte and so many times 258 more, in 13 bits each: fixed codes, RFC 1951 §3.2.6. */
  private static String bomb(int repetitions) {
    StringBuilder bits = new StringBuilder("110" + "00110000");
    bits.append("1100010100000".repeat(repetitions)).append("0000000");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0x78, 0x01});
    for (int i = 0; i < bits.length(); i += 8) {
      int value = 0;
      for (int bit = i; bit < Math.min(i + 8, bits.length()); bit++) {
        value |= (bits.charAt(bit) - '0') << (bit - i);
      }
      out.write(value);
    }
    out.writeBytes(new byte[4]);
    return Base64Url.encode(out.toByteArray());
  }

  private static VectorFile file(String name, String description, String ago) {
    Configuration configuration = Configuration.standard().with("lists_read_seconds_ago", ago);
    configuration
        .members()
        .put(
            "status_list",
            new JsonValue.Members(pinned(signed(claims(2, stored((byte) 0b11100100, (byte) 0))))));
    return new VectorFile(name, "artifact", description, configuration.members());
  }

  private static String referring(long index, String uri) {
    return proven(
        rootLink(
            with(
                root(),
                "status",
                "{\"status_list\":{\"idx\":" + index + ",\"uri\":\"" + uri + "\"}}")));
  }

  static VectorFile artifacts() {
    VectorFile file =
        file(
            "status",
            "A list of eight statuses of two bits: 0, 1, 2, 3, 0, 0, 0, 0. It was read 59 seconds"
                + " ago, and its ttl is 60.",
            "59");
    for (int index : new int[] {0, 4, 7}) {
      file.valid("valid-" + index, "status 0", referring(index, Revoked.LIST_URI));
    }
    for (int index = 1; index <= 3; index++) {
      file.invalid(
          "status-" + index,
          "status " + index,
          referring(index, Revoked.LIST_URI),
          Reason.REVOKED,
          "link[0].status is [" + index + "] in its list",
          "Revoked");
    }
    file.invalid(
        "too-short",
        "an index that the list does not have",
        referring(8, Revoked.LIST_URI),
        Reason.REVOKED,
        "link[0].status is [-1] in its list");
    file.invalid(
        "unknown-list",
        "a list that the runtime does not have",
        referring(0, "https://issuer.example/status/2"),
        Reason.GOVERNANCE_MISMATCH,
        "link[0].status names a list that this runtime does not have");
    Rows.add(
        file,
        "root with status",
        json -> rootLink(with(root(), "status", json)),
        """
        no-list     | {} | CLAIM_MISSING | link[0].status.status_list is missing
        no-uri      | {"status_list":{"idx":0}} | CLAIM_MISSING | link[0].status.status_list.uri is missing
        no-idx      | {"status_list":{"uri":"x"}} | CLAIM_MISSING | link[0].status.status_list.idx is missing
        idx-minus   | {"status_list":{"idx":-1,"uri":"x"}} | CLAIM_INVALID | link[0].status.status_list.idx is negative
        idx-2-31    | {"status_list":{"idx":2147483648,"uri":"x"}} | CLAIM_INVALID | link[0].status.status_list.idx is beyond [2147483647]
        other       | {"identifier_list":{}} | CLAIM_INVALID | link[0].status.identifier_list is not in this profile
        """);
    return file;
  }

  static VectorFile stale() {
    VectorFile file =
        file("status-stale", "A status list that was read 60 seconds ago, whose ttl is 60.", "60");
    file.invalid(
        "referring",
        "a root that refers to the list",
        referring(0, Revoked.LIST_URI),
        Reason.STALE_GOVERNANCE,
        "link[0].status names a list that was not renewed in time",
        "Stale");
    file.valid("not-referring", "a root that does not", proven(rootLink(root())));
    return file;
  }

  static VectorFile lists() {
    Configuration configuration = Configuration.standard();
    configuration.members().put("status_list", new JsonValue.Members(pinned("")));
    VectorFile file =
        new VectorFile(
            "status-lists",
            "status-list",
            "Token Status Lists as signed JWT; artifact is the list.",
            configuration.members());
    String good = claims(1, stored((byte) 0));
    for (int bits : new int[] {1, 2, 4, 8}) {
      file.valid("bits-" + bits, "statuses of " + bits, signed(claims(bits, stored((byte) 0))));
    }
    file.valid(
        "foreign-claims",
        "claims of others",
        signed(good.replace("{\"sub\"", "{\"iss\":\"x\",\"sub\"")));
    file.valid(
        "no-end",
        "a list without exp and ttl",
        signed(good.replace("\"exp\":1800003600,\"ttl\":60,", "")));
    file.invalid(
        "other-key",
        "signed by another key",
        Forge.link(Revoked.STATUS_HEADER, good, Forge.AUTHORITY),
        Reason.BAD_SIGNATURE,
        "status_list.signature is not that of the list's pinned key",
        "WrongKey");
    file.invalid(
        "other-typ",
        "a list of typ JWT",
        Forge.link(
            Revoked.STATUS_HEADER.replace("statuslist+jwt", "JWT"), good, Revoked.STATUS_ISSUER),
        Reason.WRONG_TYPE,
        "status_list.header.typ must be [statuslist+jwt]",
        "WrongSlot");
    file.invalid(
        "ours-as-theirs",
        "a list of revocations in its place",
        Beside.signed("writ-revocations+jwt", null, Forge.claims(good), Revoked.STATUS_ISSUER),
        Reason.HEADER_NOT_ALLOWED,
        "status_list.header has a parameter outside [alg, typ, kid]",
        "WrongSlot");
    claims(file, good);
    return file;
  }

  private static void claims(VectorFile file, String good) {
    for (List<String> change :
        List.of(
            List.of(
                "other-sub",
                "/status/1",
                "/status/2",
                "CLAIM_INVALID",
                "status_list.sub is not the list's URI"),
            List.of("no-sub", "\"sub\"", "\"x\"", "CLAIM_MISSING", "status_list.sub is missing"),
            List.of("no-iat", "\"iat\"", "\"x\"", "CLAIM_MISSING", "status_list.iat is missing"),
            List.of(
                "over",
                "1800003600",
                "1800000000",
                "STALE_GOVERNANCE",
                "status_list.exp is [2027-01-15T08:00:00Z], now is [2027-01-15T08:00:00Z]"),
            List.of(
                "ttl-text",
                "\"ttl\":60",
                "\"ttl\":\"60\"",
                "CLAIM_INVALID",
                "status_list.ttl is [string], must be [integer]"),
            List.of(
                "bits-3",
                "\"bits\":1",
                "\"bits\":3",
                "CLAIM_INVALID",
                "status_list.status_list.bits must be one of [1, 2, 4, 8]"),
            List.of("no-lst", "\"lst\"", "\"x\"", "CLAIM_MISSING", AT + " is missing"))) {
      file.invalid(
          change.get(0),
          "a list with " + change.get(2),
          signed(good.replace(change.get(1), change.get(2))),
          Reason.valueOf(change.get(3)),
          change.get(4));
    }
    bytes(file);
  }

  private static void bytes(VectorFile file) {
    file.invalid(
        "no-zlib",
        "bytes that are no zlib data",
        signed(claims(1, "AAAA")),
        Reason.MALFORMED,
        AT + " is not zlib data");
    file.invalid(
        "cut",
        "zlib data that ends too early",
        signed(claims(1, stored((byte) 0).substring(0, 8))),
        Reason.MALFORMED,
        AT + " ends too early");
    file.invalid(
        "bomb",
        "26 KB that inflate to more than 4 MiB",
        signed(claims(1, bomb(16_258))),
        Reason.TOO_LARGE,
        AT + " inflates beyond [4194304] bytes",
        "ZipBomb");
  }
}
