package io.writ.cli;

import io.writ.core.artifact.Grant;
import io.writ.core.artifact.Handover;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.Quorum;
import io.writ.core.constraint.Constraint;
import io.writ.core.encoding.JsonWriter;
import io.writ.core.jws.Rejected;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An artifact for people. */
final class InspectionText {
  private final Inspection inspection;
  private final List<String> lines = new ArrayList<>();

  private InspectionText(Inspection inspection) {
    this.inspection = inspection;
  }

  static List<String> lines(Inspection inspection) {
    InspectionText text = new InspectionText(inspection);
    text.addWho();
    text.addWhen();
    text.addBeside();
    text.addGrants();
    text.addLinks();
    return text.lines;
  }

  private void add(String what, @Nullable String said) {
    if (said != null) {
      lines.add(Terminal.printable(String.format(Locale.ROOT, "%-9s %s", what, said)));
    }
  }

  private void addWho() {
    LinkView leaf = inspection.leaf();
    add("artifact", leaf.id());
    add("verdict", verdict());
    add(
        "authority",
        inspection.artifact().unverifiedAuthority() + ", " + inspection.links().get(0).issuer());
    add("subject", leaf.subject() == null ? "none" : leaf.subject());
    add("actors", leaf.act() == null ? null : JsonWriter.write(leaf.act()));
    add("txn", leaf.transaction());
    add("workload", leaf.requestWorkload());
    add("governed", leaf.governance() == null ? null : JsonWriter.write(leaf.governance()));
    add("policy", leaf.policy() == null ? null : leaf.policy().id() + " " + leaf.policy().digest());
    add("handed to", leaf.handover() == null ? null : handedOver(leaf.handover()));
    add("runtime", leaf.runtime());
    add("audience", String.join(", ", leaf.audience()));
  }

  private static String handedOver(Handover handover) {
    return handover.runtime()
        + " by execution "
        + handover.execution()
        + ", with the message of SHA-256 "
        + handover.message();
  }

  private String verdict() {
    if (inspection.trust() == null) {
      return "not verified; give --trust FILE";
    }
    Rejected rejected = inspection.rejected();
    if (rejected != null) {
      return "rejected, " + rejected.reason() + ": " + rejected.detail();
    }
    LinkView leaf = inspection.leaf();
    return "valid now"
        + (leaf.environment().isEmpty() ? "" : ", where its conditions hold")
        + (leaf.policy() == null ? "" : ", under its policy");
  }

  private void addWhen() {
    Inspection.End end = inspection.end();
    LinkView leaf = inspection.leaf();
    add("from", leaf.notBefore() == null ? null : leaf.notBefore().toString());
    add("expires", end.at() + ", by " + end.by());
    leaf.environment()
        .forEach((name, constraint) -> add("condition", ConstraintText.of(name, constraint)));
  }

  private void addBeside() {
    LinkView root = inspection.links().get(0);
    inspection.trustQuorums().forEach(quorum -> addQuorum(quorum, "the trust file"));
    if (root.quorum() != null) {
      addQuorum(root.quorum(), "link[0]");
    }
    for (CosignatureView view : inspection.cosignatures()) {
      add(
          "cosigned",
          view.keyId()
              + " "
              + view.thumbprint()
              + (view.isForOneCall() ? ", one call" : ", all calls")
              + ", until "
              + view.expiresAt()
              + (view.verdict() == null ? "" : ": " + view.verdict()));
    }
    add("proof", proof());
    add(
        "status",
        root.status() == null
            ? null
            : "index " + root.status().index() + " of " + root.status().uri());
    add("revoked", inspection.revocation());
  }

  private void addQuorum(Quorum quorum, String whose) {
    add("quorum", quorum.k() + " of " + quorum.of() + ", demanded by " + whose);
  }

  private String proof() {
    ProofView proof = inspection.proof();
    if (proof == null) {
      return inspection.needsProof()
          ? "needs a proof of possession when presented"
          : "none needed: one root that cannot be delegated";
    }
    return "for "
        + proof.audience()
        + ", "
        + Duration.between(proof.issuedAt(), inspection.now()).toSeconds()
        + " s old"
        + (proof.isForOneCall() ? ", one call" : ", any call");
  }

  private void addGrants() {
    lines.add("grants");
    Map<String, Grant> tools = inspection.leaf().tools();
    if (tools.isEmpty()) {
      lines.add("  nothing");
    }
    for (Map.Entry<String, Grant> tool : tools.entrySet()) {
      lines.add(
          "  "
              + Terminal.printable(tool.getKey())
              + (tool.getValue().isOpen() ? " with any arguments" : ""));
      for (Map.Entry<String, Constraint> entry : tool.getValue().constraints().entrySet()) {
        lines.add("    " + ConstraintText.of(entry.getKey(), entry.getValue()));
      }
    }
  }

  private void addLinks() {
    List<LinkView> links = inspection.links();
    for (int i = 0; i < links.size(); i++) {
      LinkView link = links.get(i);
      add(
          "link[" + i + "]",
          link.id()
              + ", issued "
              + link.issuedAt()
              + ", depth "
              + link.depth()
              + " of "
              + link.maxDepth()
              + ", holder "
              + link.holder());
      if (i > 0) {
        NarrowingSteps.between(links.get(i - 1), link).forEach(step -> lines.add("  " + step));
      }
    }
  }
}
