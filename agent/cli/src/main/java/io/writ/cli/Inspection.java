package io.writ.cli;

import io.writ.config.TrustFile;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.Quorum;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.jws.Rejected;
import io.writ.core.revocation.RevocationList;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An artifact and what was found out about it.
 *
 * @param trust the trust file that it was put to, or null when nobody asked
 * @param rejected what its runtime would say, or null
 * @param needsProof whether it must be presented with a proof that it does not have
 * @param revocations the list that the trust file names, or null
 * @param revocation whether something here is revoked, one line; null without a list
 */
record Inspection(
    UnverifiedArtifact artifact,
    Instant now,
    List<CosignatureView> cosignatures,
    @Nullable ProofView proof,
    @Nullable TrustFile trust,
    @Nullable Rejected rejected,
    boolean needsProof,
    @Nullable RevocationList revocations,
    @Nullable String revocation) {

  List<LinkView> links() {
    return artifact.unverifiedLinks();
  }

  LinkView leaf() {
    return links().get(links().size() - 1);
  }

  List<Quorum> trustQuorums() {
    return trust == null ? List.of() : trust.quorums();
  }

  /** When it ends, and by what: a link, or a co-signature that ends before all links. */
  End end() {
    int first = Living.firstToEnd(links());
    End end = new End(links().get(first).expiresAt(), "link[" + first + "]");
    for (int i = 0; i < cosignatures.size(); i++) {
      CosignatureView cosignature = cosignatures.get(i);
      boolean counts = cosignature.verdict() == null || cosignature.verdict().equals("valid");
      if (counts && cosignature.expiresAt().isBefore(end.at())) {
        end = new End(cosignature.expiresAt(), "cosignature[" + i + "]");
      }
    }
    return end;
  }

  /** The moment, and what ends then. */
  record End(Instant at, String by) {}
}
