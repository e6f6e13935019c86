package io.writ.agent;

import io.writ.core.artifact.Grant;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Mints what the matrix binds. */
final class MatrixArtifacts {
  /** No argument of any call has this value. */
  private static final Constraint NEVER = new Exact(new Scalar.Text("writ-never"));

  private final Catalogue catalogue;
  private final TestAuthority authority;
  private final Map<List<String>, String> outOfScope = new LinkedHashMap<>();

  MatrixArtifacts(Catalogue catalogue, TestAuthority authority) {
    this.catalogue = catalogue;
    this.authority = authority;
  }

  String ofEverything() {
    return authority.mint(everything());
  }

  /** One per line: the one in scope, and per site the one that is out of scope. */
  Path write(Path file, List<JdkSite> sites) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(ofEverything());
    for (JdkSite site : sites) {
      lines.add(site.location() + " " + outOfScope.computeIfAbsent(site.actions(), this::without));
    }
    return Files.write(file, lines);
  }

  private Map<String, Grant> everything() {
    Map<String, Grant> everything = new LinkedHashMap<>();
    catalogue.actions().keySet().stream()
        .filter(action -> action.startsWith("jdk:"))
        .forEach(action -> everything.put(action, Grant.ANY));
    return everything;
  }

  /** Everything, but these actions only with arguments that they never have. */
  private String without(List<String> actions) {
    Map<String, Grant> grants = everything();
    for (String action : actions) {
      Map<String, Constraint> never = new LinkedHashMap<>();
      catalogue.actions().getOrDefault(action, List.of()).forEach(name -> never.put(name, NEVER));
      grants.put(action, new Grant(never));
    }
    return authority.mint(grants);
  }
}
