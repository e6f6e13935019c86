package io.writ.crypto.vectors;

import static io.writ.crypto.Forge.AUTHORITY;
import static io.writ.crypto.Forge.ROOT_HEADER;
import static io.writ.crypto.Forge.encode;
import static io.writ.crypto.Forge.link;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.crypto.Beside;
import io.writ.crypto.Forge;
import java.util.Collections;
import java.util.List;

/** What is refused before any claim is believed: presentation, encoding, header, JSON. */
final class EnvelopeVectors {
  private static final String ROOT = rootLink(root());
  private static final String CLAIMS = JsonWriter.write(new JsonValue.Members(root()));

  private EnvelopeVectors() {}

  static VectorFile file() {
    VectorFile file =
        new VectorFile(
            "envelope",
            "artifact",
            "Presentation, encoding, header and JSON. Where the header is at fault, the signature"
                + " is good.",
            Configuration.standard().members());
    presentations(file);
    headers(file);
    children(file);
    texts(file);
    payloads(file);
    return file;
  }

  private static void presentations(VectorFile file) {
    file.valid("object", "an object with links and proof", Forge.proven(ROOT));
    file.valid(
        "object-with-spaces",
        "spaces between JSON tokens of the presentation",
        Forge.proven(ROOT).replace(",\"proof\"", " ,\n \"proof\""));
    Rows.add(
        file,
        "presented",
        text -> text,
        """
        empty                 | | MALFORMED | link[0] is not a compact JWS: it must have exactly two dots
        one-dot               | a.b | MALFORMED | link[0] is not a compact JWS: it must have exactly two dots
        jwe                   | a.b.c.d.e | MALFORMED | link[0] is not a compact JWS: it must have exactly two dots
        no-link               | [] | MALFORMED | artifact has no link
        json-serialization    | {"payload":"x","protected":"x","signature":"x"} | MALFORMED | artifact has a member outside [links, cosignatures, proof]
        link-is-object        | [{"payload":"x","protected":"x","signature":"x"}] | MALFORMED | link[0] is [object], must be [string]
        links-missing         | {"proof":"x"} | CLAIM_MISSING | artifact.links is missing
        links-twice           | {"links":["x"],"links":["y"]} | MALFORMED | artifact a member name occurs twice in one object at character [28]
        proof-is-no-text      | {"links":["x"],"proof":null} | MALFORMED | proof is [null], must be [string]
        cosignatures-no-array | {"links":["x"],"cosignatures":"y"} | CLAIM_INVALID | artifact.cosignatures is [string], must be [array]
        """);
    file.invalid(
        "polyglot",
        "something follows the JSON",
        Forge.proven(ROOT) + "{}",
        Reason.MALFORMED,
        "artifact something follows the JSON value at character ["
            + Forge.proven(ROOT).length()
            + "]");
    file.invalid(
        "ten-links",
        "ten links",
        Forge.chain(Collections.nCopies(10, "x").toArray(new String[0])),
        Reason.DEPTH_EXCEEDED,
        "artifact has [10] links, at most [9]");
    file.invalid(
        "seventeen-cosignatures",
        "seventeen co-signatures",
        Beside.presented(List.of(ROOT), Collections.nCopies(17, "x"), null),
        Reason.TOO_LARGE,
        "artifact has [17] cosignatures, at most [16]");
    file.invalid(
        "long-link",
        "a link of 16,385 characters",
        "a".repeat(16_385),
        Reason.TOO_LARGE,
        "link[0] has [16385] characters, at most [16384]");
  }

  private static String withHeader(String header) {
    return Forge.proven(link(header, root(), AUTHORITY));
  }

  private static void headers(VectorFile file) {
    String alg = "link[0].header.alg is not in this profile [Ed25519, ES256, ML-DSA-65]";
    for (String name :
        List.of("none", "HS256", "RS256", "ES384", "Ed448", "ML-DSA-87", "HashML-DSA-65")) {
      file.invalid(
          "alg-" + name,
          "alg " + name,
          withHeader(ROOT_HEADER.replace("Ed25519", name)),
          Reason.ALGORITHM_NOT_ALLOWED,
          alg,
          "AlgorithmConfusion");
    }
    file.invalid(
        "alg-none-unsigned",
        "alg none and no signature",
        encode(ROOT_HEADER.replace("Ed25519", "none")) + "." + encode(CLAIMS) + ".",
        Reason.ALGORITHM_NOT_ALLOWED,
        alg,
        "AlgorithmConfusion");
    file.invalid(
        "alg-of-another-key",
        "alg ES256 for a pinned Ed25519 key",
        withHeader(ROOT_HEADER.replace("Ed25519", "ES256")),
        Reason.ALGORITHM_NOT_ALLOWED,
        "link[0].header.alg is not the algorithm of its key",
        "AlgorithmConfusion");
    for (String name :
        List.of("jwk", "jku", "x5u", "x5c", "x5t", "b64", "zip", "cty", "enc", "epk")) {
      file.invalid(
          "header-" + name,
          "parameter " + name,
          withHeader(ROOT_HEADER.replace("\"writ\":1", "\"writ\":1,\"" + name + "\":\"x\"")),
          Reason.HEADER_NOT_ALLOWED,
          "link[0].header has a parameter outside [alg, typ, kid, crit, writ]",
          "AttackerKey");
    }
    for (String typ :
        List.of(
            "writ-pop+jwt",
            "writ-cosig+jwt",
            "writ-policy+jwt",
            "writ-revocations+jwt",
            "JWT",
            "WRIT+JWT")) {
      file.invalid(
          "typ-" + typ,
          "a root of typ " + typ,
          withHeader(ROOT_HEADER.replace("writ+jwt", typ)),
          Reason.WRONG_TYPE,
          "link[0].header.typ must be [writ+jwt]",
          "WrongSlot");
    }
    parameters(file);
  }

  private static void parameters(VectorFile file) {
    Rows.add(
        file,
        "the header says",
        pair ->
            withHeader(
                ROOT_HEADER.replace(
                    pair.substring(0, pair.indexOf(" ->")),
                    pair.substring(pair.indexOf(" ->") + 3).strip())),
        """
        crit-empty      | ["writ"] -> [] | HEADER_NOT_ALLOWED | link[0].header.crit must be ["writ"]
        crit-unknown    | ["writ"] -> ["b64"] | HEADER_NOT_ALLOWED | link[0].header.crit must be ["writ"]
        crit-more       | ["writ"] -> ["writ","exp"] | HEADER_NOT_ALLOWED | link[0].header.crit must be ["writ"]
        crit-text       | ["writ"] -> "writ" | HEADER_NOT_ALLOWED | link[0].header.crit must be ["writ"]
        crit-missing    | ,"crit":["writ"] -> | HEADER_NOT_ALLOWED | link[0].header.crit must be ["writ"]
        profile-two     | "writ":1 -> "writ":2 | HEADER_NOT_ALLOWED | link[0].header.writ must be [1]
        profile-decimal | "writ":1 -> "writ":1.0 | HEADER_NOT_ALLOWED | link[0].header.writ must be [1]
        profile-missing | ,"writ":1 -> | HEADER_NOT_ALLOWED | link[0].header.writ must be [1]
        typ-missing     | "typ":"writ+jwt", -> | WRONG_TYPE | link[0].header.typ must be [writ+jwt]
        alg-missing     | "alg":"Ed25519", -> | ALGORITHM_NOT_ALLOWED | link[0].header.alg is not in this profile [Ed25519, ES256, ML-DSA-65]
        kid-missing     | "kid":"issuer-2026", -> | HEADER_NOT_ALLOWED | link[0].header.kid must be 1 to 64 of [A-Za-z0-9._-]
        kid-traversal   | issuer-2026 -> ../../etc/passwd | HEADER_NOT_ALLOWED | link[0].header.kid must be 1 to 64 of [A-Za-z0-9._-]
        kid-injection   | issuer-2026 -> a' or 1=1 -- | HEADER_NOT_ALLOWED | link[0].header.kid must be 1 to 64 of [A-Za-z0-9._-]
        kid-nul         | issuer-2026 -> a\\u0000b | HEADER_NOT_ALLOWED | link[0].header.kid must be 1 to 64 of [A-Za-z0-9._-]
        kid-twice       | "kid": -> "kid":"a","kid": | MALFORMED | link[0].header a member name occurs twice in one object at character [63]
        kid-unknown     | issuer-2026 -> issuer-2027 | UNKNOWN_AUTHORITY | link[0].header.kid is [issuer-2027], which the trust file does not list
        header-array    | {"alg":"Ed25519","typ":"writ+jwt","kid":"issuer-2026","crit":["writ"],"writ":1} -> [] | MALFORMED | link[0].header must be [object]
        """);
    file.invalid(
        "kid-65",
        "a kid of 65 characters",
        withHeader(ROOT_HEADER.replace("issuer-2026", "k".repeat(65))),
        Reason.HEADER_NOT_ALLOWED,
        "link[0].header.kid must be 1 to 64 of [A-Za-z0-9._-]");
    file.invalid(
        "header-1025",
        "a header of 1,025 bytes",
        withHeader(ROOT_HEADER + " ".repeat(1025 - ROOT_HEADER.length())),
        Reason.TOO_LARGE,
        "link[0].header has [1025] bytes, at most [1024]");
  }

  private static void children(VectorFile file) {
    file.invalid(
        "child-with-kid",
        "a child that names a key by kid",
        Forge.proven(Forge.chain(ROOT, link(ROOT_HEADER, Forge.child(ROOT), Forge.HOLDER))),
        Reason.HEADER_NOT_ALLOWED,
        "link[1].header.kid names a key, but the key here is known already");
    for (String typ : List.of("writ-pop+jwt", "writ-cosig+jwt", "writ-revocations+jwt")) {
      file.invalid(
          "child-typ-" + typ,
          "a child of typ " + typ,
          Forge.proven(
              Forge.chain(ROOT, Beside.signed(typ, null, Forge.child(ROOT), Forge.HOLDER))),
          Reason.WRONG_TYPE,
          "link[1].header.typ must be [writ+jwt]",
          "WrongSlot");
    }
  }

  private static void texts(VectorFile file) {
    String head = ROOT.substring(0, ROOT.indexOf('.'));
    String rest = ROOT.substring(head.length());
    file.invalid(
        "padding",
        "base64 padding",
        ROOT + "=",
        Reason.MALFORMED,
        "link[0].signature is not base64url: foreign character at [86]");
    file.invalid(
        "newline",
        "a newline at the end",
        ROOT + "\n",
        Reason.MALFORMED,
        "link[0].signature is not base64url: foreign character at [86]");
    file.invalid(
        "standard-alphabet",
        "a plus sign",
        "+" + ROOT.substring(1),
        Reason.MALFORMED,
        "link[0].header is not base64url: foreign character at [0]");
    char last = ROOT.charAt(ROOT.length() - 1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    file.invalid(
        "unused-bits",
        "the same signature with an unused bit set",
        ROOT.substring(0, ROOT.length() - 1) + alphabet.charAt(alphabet.indexOf(last) ^ 1),
        Reason.MALFORMED,
        "link[0].signature is not base64url: unused bits are set",
        "SignatureMalleability");
    file.invalid(
        "re-encoded-header",
        "the same header with a space in it",
        encode(ROOT_HEADER.replace(",\"typ\"", ", \"typ\"")) + rest,
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [issuer-2026]");
  }

  private static void payloads(VectorFile file) {
    Rows.add(
        file,
        "signed claims",
        payload -> link(ROOT_HEADER, payload.replace("CLAIMS", CLAIMS), AUTHORITY),
        """
        payload-array      | [] | CLAIM_INVALID | link[0].payload is [array], must be [object]
        payload-empty      | | MALFORMED | link[0].payload ends too early
        payload-exponent   | {"exp":1e400} | MALFORMED | link[0].payload a number has an exponent beyond [40]
        payload-2-53       | {"exp":9007199254740993} | MALFORMED | link[0].payload a number is beyond ±[9007199254740991]
        payload-leading-0  | {"exp":01} | MALFORMED | link[0].payload a number is not spelt as JSON wants it
        payload-surrogate  | {"sub":"\\ud800"} | MALFORMED | link[0].payload a lone surrogate stands in a string at character [15]
        payload-duplicate  | {"sub":"a","sub":"a"} | MALFORMED | link[0].payload a member name occurs twice in one object at character [20]
        payload-comment    | {/**/} | MALFORMED | link[0].payload is not JSON at character [1]
        payload-depth      | {"a":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]} | MALFORMED | link[0].payload is nested deeper than [16] at character [21]
        payload-bom        | \ufeff{} | MALFORMED | link[0].payload begins with a byte order mark
        """);
    file.invalid(
        "payload-followed",
        "signed claims and something after them",
        link(ROOT_HEADER, CLAIMS + "{}", AUTHORITY),
        Reason.MALFORMED,
        "link[0].payload something follows the JSON value at character [" + CLAIMS.length() + "]");
    file.invalid(
        "payload-of-a-stranger",
        "claims that are no JSON, signed by a key that is not pinned: they are never parsed",
        link(ROOT_HEADER, "[".repeat(100), Forge.STRANGER),
        Reason.BAD_SIGNATURE,
        "link[0].signature is not that of the authority [issuer-2026]");
  }
}
