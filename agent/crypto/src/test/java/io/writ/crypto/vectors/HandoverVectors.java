package io.writ.crypto.vectors;

import static io.writ.crypto.Forge.CHILD_HEADER;
import static io.writ.crypto.Forge.CHILD_HOLDER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.chain;
import static io.writ.crypto.Forge.child;
import static io.writ.crypto.Forge.link;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Forge.with;

import io.writ.api.Reason;
import io.writ.core.encoding.JsonValue;
import io.writ.core.encoding.JsonWriter;
import io.writ.crypto.Forge;
import io.writ.crypto.SigningKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Artifacts that arrive with a message, handed over by another runtime. */
final class HandoverVectors {
  private static final SigningKey RECEIVER = Forge.key(9);
  private static final String POST = "POST /transfers";

  /** SHA-256 of {@link #POST}, said once by hand. */
  private static final String DIGEST = "4kT7SBFCq11LPpyrnn526rJAJxT2AOzA3KSwygawgII";

  private static final String TO =
      "\"to\":\"spiffe://example.org/payments\",\"exec\":\"00000000000000070000000000000009\"";
  private static final String HANDOVER = "{\"handover\":{" + TO + ",\"msg\":\"" + DIGEST + "\"}}";
  private static final String ROOT = rootLink(with(root(), "iat", "" + (NOW - 100)));
  private static final String USED =
      "link[1] arrived before with another message; sign one for each";
  private static final String OTHER_KEY =
      "link[1].cnf.jwk is not this runtime's key; the sender's policy must list the key that the"
          + " trust file pins under runtime.key";

  private HandoverVectors() {}

  static VectorFile file() {
    VectorFile file =
        new VectorFile(
            "handover",
            "artifact",
            "Artifacts that another runtime handed over with a message. The runtime has a key"
                + " of its own, and no proof is presented unless the comment says so.",
            Configuration.standard().runtimeKey(RECEIVER.publicKey()).members());
    arrivals(file);
    receivers(file);
    times(file);
    again(file);
    forms(file);
    return file;
  }

  private static Map<String, JsonValue> handedOver() {
    Map<String, JsonValue> claims = with(child(ROOT), "cnf", confirmation(RECEIVER));
    claims = with(claims, "iat", "" + NOW);
    claims = with(claims, "exp", "" + (NOW + 60));
    return with(claims, "writ", HANDOVER);
  }

  private static String confirmation(SigningKey key) {
    return "{\"jwk\":" + JsonWriter.write(key.publicKey().toJwk()) + "}";
  }

  private static String presented(Map<String, JsonValue> child) {
    return chain(ROOT, link(CHILD_HEADER, child, HOLDER));
  }

  /** A test whose artifact comes with a message. */
  private static Map<String, JsonValue> arrival(
      VectorFile file,
      String id,
      String comment,
      String artifact,
      @Nullable String message,
      @Nullable String coordinates) {
    Map<String, JsonValue> test = file.test(id, comment, artifact);
    carried(test, message, coordinates);
    return test;
  }

  private static void carried(
      Map<String, JsonValue> test, @Nullable String message, @Nullable String coordinates) {
    if (message != null) {
      test.put("message", Forge.text(message));
    }
    if (coordinates != null) {
      test.put("coordinates", Forge.text(coordinates));
    }
  }

  private static void refuse(
      VectorFile file, Map<String, JsonValue> test, Reason reason, String detail, String... flags) {
    test.put("reason", Forge.text(reason.name()));
    test.put("detail", Forge.text(detail));
    file.add(test, "invalid", flags);
  }

  private static void arrivals(VectorFile file) {
    String good = presented(handedOver());
    file.add(arrival(file, "request", "a request, its link fresh", good, POST, null), "valid");
    file.add(
        arrival(file, "queued", "a message of a queue", good, POST, "transfers-0-41"), "valid");
    file.add(
        arrival(
            file,
            "proven",
            "not handed over, with its holder's proof",
            Forge.proven(ROOT),
            POST,
            null),
        "valid");
    refuse(
        file,
        arrival(file, "another-message", "the link of another message", good, "GET /", null),
        Reason.WRONG_MESSAGE,
        "link[1].writ.handover.msg is the hash of another message",
        "Replay");
    refuse(
        file,
        arrival(file, "no-message", "bound without a message", good, null, null),
        Reason.WRONG_MESSAGE,
        "link[1].writ.handover is for one message; it counts where that arrives, by Writ.arrive");
    refuse(
        file,
        arrival(
            file, "leaf-cut-off", "the hand-over is cut off, no proof", chain(ROOT), POST, null),
        Reason.POSSESSION_NOT_PROVEN,
        "proof is missing; sign one with the key of the last link's cnf.jwk",
        "LeafCutOff");
    refuse(
        file,
        arrival(
            file,
            "in-a-root",
            "a root that hands itself over",
            chain(rootLink(with(root(), "writ", HANDOVER))),
            POST,
            null),
        Reason.CLAIM_INVALID,
        "link[0].writ.handover stands in a root; a holder says it in a link below");
  }

  private static void receivers(VectorFile file) {
    refuse(
        file,
        arrival(
            file,
            "to-another-runtime",
            "handed to another runtime, copied to this one",
            presented(with(handedOver(), "writ", HANDOVER.replace("payments", "orders"))),
            POST,
            null),
        Reason.WRONG_RUNTIME,
        "link[1].writ.handover.to is not [spiffe://example.org/payments]",
        "Replay");
    refuse(
        file,
        arrival(
            file,
            "to-another-key",
            "the key of somebody else",
            presented(with(handedOver(), "cnf", confirmation(CHILD_HOLDER))),
            POST,
            null),
        Reason.POSSESSION_NOT_PROVEN,
        OTHER_KEY,
        "WrongKey");
  }

  private static void times(VectorFile file) {
    long[] good = {NOW - 30, NOW + 30};
    for (long iat : good) {
      file.add(
          arrival(
              file, "iat-" + iat, "a request, 30 seconds off: iat = " + iat, at(iat), POST, null),
          "valid");
    }
    for (long iat : new long[] {NOW - 31, NOW + 31}) {
      refuse(
          file,
          arrival(
              file, "iat-" + iat, "a request, 31 seconds off: iat = " + iat, at(iat), POST, null),
          iat > NOW ? Reason.NOT_YET_VALID : Reason.POSSESSION_NOT_PROVEN,
          iat > NOW
              ? "link[1].iat is [" + iat + "], now is [" + NOW + "]"
              : "link[1].iat is [" + iat + "], now is [" + NOW + "]; sign it when it goes",
          "Replay");
    }
    file.add(
        arrival(
            file,
            "queued-late",
            "of a queue, 31 seconds late",
            at(NOW - 31),
            POST,
            "transfers-0-41"),
        "valid");
  }

  private static String at(long iat) {
    return presented(with(handedOver(), "iat", "" + iat));
  }

  private static void again(VectorFile file) {
    String good = presented(handedOver());
    refuse(
        file,
        after(arrival(file, "again", "a request again", good, POST, null), null),
        Reason.POSSESSION_NOT_PROVEN,
        USED,
        "Replay");
    file.add(
        after(
            arrival(file, "queued-again", "delivered again", good, POST, "transfers-0-41"),
            "transfers-0-41"),
        "valid");
    refuse(
        file,
        after(
            arrival(file, "queued-copied", "copied in the queue", good, POST, "transfers-0-42"),
            "transfers-0-41"),
        Reason.POSSESSION_NOT_PROVEN,
        USED,
        "Replay");
    refuse(
        file,
        after(
            arrival(file, "queued-as-request", "copied out of the queue", good, POST, null),
            "transfers-0-41"),
        Reason.POSSESSION_NOT_PROVEN,
        USED,
        "Replay");
  }

  /** The same artifact came before, with the same message. */
  private static Map<String, JsonValue> after(
      Map<String, JsonValue> test, @Nullable String coordinates) {
    Map<String, JsonValue> earlier = new LinkedHashMap<>();
    earlier.put("now", new JsonValue.Whole(NOW));
    earlier.put("artifact", Forge.text(presented(handedOver())));
    carried(earlier, POST, coordinates);
    test.put("before", new JsonValue.Items(List.of(new JsonValue.Members(earlier))));
    return test;
  }

  private static void forms(VectorFile file) {
    String other = "{" + TO + ",\"msg\":\"" + DIGEST + "\"";
    form(file, "integer", "1", Reason.CLAIM_INVALID, " is [integer], must be [object]");
    form(file, "empty", "{}", Reason.CLAIM_MISSING, ".to is missing");
    form(
        file,
        "unknown",
        other + ",\"for\":1}",
        Reason.CLAIM_INVALID,
        ".for is not in this profile");
    form(
        file,
        "exec-upper",
        other.replace("0009", "000A") + "}",
        Reason.CLAIM_INVALID,
        ".exec must be [32 hexadecimal digits in lower case]");
    form(
        file,
        "to-prefix",
        other.replace("/payments", "/") + "}",
        Reason.CLAIM_INVALID,
        ".to must be [scheme://domain/path]");
    form(
        file,
        "msg-short",
        other.replace("gII", "gI") + "}",
        Reason.CLAIM_INVALID,
        ".msg must be [a SHA-256 in base64url]");
    form(
        file,
        "msg-loose-bits",
        other.replace("gII", "gIJ") + "}",
        Reason.CLAIM_INVALID,
        ".msg must be [a SHA-256 in base64url]");
  }

  private static void form(
      VectorFile file, String id, String handover, Reason reason, String detail) {
    refuse(
        file,
        arrival(
            file,
            "form-" + id,
            "writ.handover: " + handover,
            presented(with(handedOver(), "writ", "{\"handover\":" + handover + "}")),
            POST,
            null),
        reason,
        "link[1].writ.handover" + detail);
  }
}
