package io.writ.cli;

import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.UnverifiedArtifact;
import io.writ.core.constraint.Constraint;
import io.writ.core.jws.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An artifact for people. */
final class InspectionText {
  private InspectionText() {}

  static List<String> lines(UnverifiedArtifact artifact, Inspect.Verification verification) {
    List<LinkView> links = artifact.unverifiedLinks();
    LinkView leaf = links.get(links.size() - 1);
    List<String> lines = new ArrayList<>();
    lines.add("artifact  " + leaf.id());
    lines.add("verdict   " + verdict(verification));
    lines.add("authority " + artifact.unverifiedAuthority() + ", " + text(links.get(0).issuer()));
    String subject = leaf.subject();
    lines.add("subject   " + (subject == null ? "none" : text(subject)));
    lines.add("runtime   " + text(leaf.runtime()));
    lines.add("audience  " + text(String.join(", ", leaf.audience())));
    lines.add("expires   " + leaf.expiresAt());
    lines.add("grants");
    addGrants(lines, leaf.tools());
    for (int i = 0; i < links.size(); i++) {
      LinkView link = links.get(i);
      lines.add(
          "link["
              + i
              + "]   "
              + link.id()
              + ", issued "
              + link.issuedAt()
              + ", depth "
              + link.depth()
              + " of "
              + link.maxDepth()
              + ", holder "
              + link.holder().thumbprint());
      if (i > 0) {
        NarrowingSteps.between(links.get(i - 1), link).forEach(step -> lines.add("  " + step));
      }
    }
    return lines;
  }

  private static String verdict(Inspect.Verification verification) {
    if (!verification.isAsked()) {
      return "not verified; give --trust FILE";
    }
    Rejected rejected = verification.rejected();
    return rejected == null
        ? "valid now"
        : "rejected, " + rejected.reason() + ": " + text(rejected.detail());
  }

  private static void addGrants(List<String> lines, Map<String, Grant> tools) {
    if (tools.isEmpty()) {
      lines.add("  nothing");
    }
    for (Map.Entry<String, Grant> tool : tools.entrySet()) {
      lines.add(
          "  " + text(tool.getKey()) + (tool.getValue().isOpen() ? " with any arguments" : ""));
      for (Map.Entry<String, Constraint> entry : tool.getValue().constraints().entrySet()) {
        lines.add("    " + ConstraintText.of(entry.getKey(), entry.getValue()));
      }
    }
  }

  private static String text(String text) {
    return Terminal.printable(text);
  }
}
