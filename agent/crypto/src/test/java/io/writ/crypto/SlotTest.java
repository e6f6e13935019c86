package io.writ.crypto;

import static io.writ.crypto.Beside.ANNA;
import static io.writ.crypto.Beside.presented;
import static io.writ.crypto.Forge.AUTHORITY;
import static io.writ.crypto.Forge.CHILD_HOLDER;
import static io.writ.crypto.Forge.HOLDER;
import static io.writ.crypto.Forge.NOW;
import static io.writ.crypto.Forge.child;
import static io.writ.crypto.Forge.root;
import static io.writ.crypto.Forge.rootLink;
import static io.writ.crypto.Rejections.assertRefused;

import io.writ.api.Reason;
import io.writ.core.artifact.ArtifactVerifier;
import io.writ.core.jws.JwsType;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.RevocationKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of signed object in the place of every other, its signature good. */
class SlotTest {
  private static final String ROOT = rootLink(root());
  private static final String CHILD = Forge.link(Forge.CHILD_HEADER, child(ROOT), HOLDER);

  /** Where a signed object is expected. */
  enum Slot {
    ROOT("link[0]", JwsType.LINK),
    CHILD("link[1]", JwsType.LINK),
    COSIGNATURE("cosignature[0]", JwsType.COSIGNATURE),
    PROOF("proof", JwsType.POSSESSION),
    REVOCATIONS("revocations", JwsType.REVOCATIONS),
    STATUS_LIST("status_list", null);

    final String path;
    final @Nullable JwsType own;

    Slot(String path, @Nullable JwsType own) {
      this.path = path;
      this.own = own;
    }

    String typ() {
      return own == null ? "statuslist+jwt" : own.headerName();
    }
  }

  private static void verify(String presented) throws Rejected {
    ArtifactVerifier verifier = Beside.demanding(Beside.quorum(1, ANNA));
    verifier.verify(presented, Instant.ofEpochSecond(NOW));
  }

  /** Puts the right claims, signed by the right key, but of this type, in the slot. */
  private static void putInto(Slot slot, String typ) throws Rejected {
    String cosignature = Beside.cosigned(ROOT, "anna", ANNA);
    String proof = Beside.signed("writ-pop+jwt", null, Beside.proof(ROOT, CHILD), CHILD_HOLDER);
    switch (slot) {
      case ROOT -> {
        String root = Beside.signed(typ, "issuer-2026", root(), AUTHORITY);
        String rootProof = Beside.signed("writ-pop+jwt", null, Beside.proof(root), HOLDER);
        verify(presented(List.of(root), List.of(Beside.cosigned(root, "anna", ANNA)), rootProof));
      }
      case CHILD -> {
        String child = Beside.signed(typ, null, child(ROOT), HOLDER);
        String childProof =
            Beside.signed("writ-pop+jwt", null, Beside.proof(ROOT, child), CHILD_HOLDER);
        verify(presented(List.of(ROOT, child), List.of(cosignature), childProof));
      }
      case COSIGNATURE ->
          verify(
              presented(
                  List.of(ROOT, CHILD),
                  List.of(Beside.signed(typ, "anna", Beside.cosignature(ROOT, ANNA), ANNA)),
                  proof));
      case PROOF ->
          verify(
              presented(
                  List.of(ROOT, CHILD),
                  List.of(cosignature),
                  Beside.signed(typ, null, Beside.proof(ROOT, CHILD), CHILD_HOLDER)));
      case REVOCATIONS ->
          Revoked.verify(
              Beside.signed(
                  typ,
                  "issuer-2026",
                  Forge.claims(
                      "{\"version\":1,\"iat\":1800000000,\"exp\":1800003600,\"ttl\":60,\"revoked\":{}}"),
                  AUTHORITY));
      case STATUS_LIST ->
          Revoked.verifyStatus(
              Forge.link(
                  Revoked.STATUS_HEADER.replace("statuslist+jwt", typ),
                  Revoked.statusClaims(1, new byte[1]),
                  Revoked.STATUS_ISSUER));
    }
  }

  static Stream<Arguments> everyTypeInEverySlot() {
    List<Arguments> pairs = new ArrayList<>();
    for (Slot slot : Slot.values()) {
      for (JwsType type : JwsType.values()) {
        pairs.add(Arguments.of(type.headerName(), slot));
      }
      pairs.add(Arguments.of("statuslist+jwt", slot));
    }
    return pairs.stream();
  }

  @ParameterizedTest
  @MethodSource("everyTypeInEverySlot")
  void type_isAcceptedInItsOwnSlotAndRejectedInEveryOther(String typ, Slot slot) throws Rejected {
    if (typ.equals(slot.typ())) {
      putInto(slot, typ);
    } else {
      assertRefused(
          () -> putInto(slot, typ),
          Reason.WRONG_TYPE,
          slot.path + ".header.typ must be [" + slot.typ() + "]");
    }
  }

  /** The very object of one place, with its own header, in another. */
  @Test
  void signedObjectMovedToAnotherPlace_isRejected() throws Rejected {
    String cosignature = Beside.cosigned(ROOT, "anna", ANNA);
    String proof = Beside.signed("writ-pop+jwt", null, Beside.proof(ROOT), HOLDER);
    String list =
        Revoked.list(1, Map.of(RevocationKind.TRANSACTION, Set.of("t-9")))
            .sign("issuer-2026", AUTHORITY);
    assertRefused(
        () -> verify(presented(List.of(list), List.of(cosignature), proof)),
        Reason.WRONG_TYPE,
        "link[0].header.typ must be [writ+jwt]");
    assertRefused(
        () -> verify(presented(List.of(ROOT, proof), List.of(cosignature), proof)),
        Reason.WRONG_TYPE,
        "link[1].header.typ must be [writ+jwt]");
    assertRefused(
        () -> verify(presented(List.of(ROOT), List.of(ROOT), proof)),
        Reason.WRONG_TYPE,
        "cosignature[0].header.typ must be [writ-cosig+jwt]");
    assertRefused(
        () -> verify(presented(List.of(ROOT), List.of(cosignature), CHILD)),
        Reason.WRONG_TYPE,
        "proof.header.typ must be [writ-pop+jwt]");
    assertRefused(
        () -> Revoked.verify(ROOT),
        Reason.WRONG_TYPE,
        "revocations.header.typ must be [writ-revocations+jwt]");
  }
}
