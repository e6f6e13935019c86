package io.writ.scan;

import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import io.writ.scan.graph.CallGraph;
import io.writ.scan.graph.Callbacks;
import io.writ.scan.graph.JdkClasses;
import io.writ.scan.jdk.Reviewed;
import io.writ.scan.jdk.Verdicts;
import io.writ.scan.jdk.WovenSites;
import io.writ.scan.jdk.Yardstick;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes {@code docs/catalogue.md}: what is governed, what is excused and what is open, for people
 * who have to rely on it. All of it is in the tables, except where the yardstick's methods lead to,
 * which is computed and can be on JDK 17 alone.
 */
public final class CatalogueDocument {
  private final StringBuilder out = new StringBuilder();
  private final Catalogue catalogue;

  private CatalogueDocument(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** Writes the document into the named file. */
  public static void main(String[] arguments) throws IOException {
    CallGraph graph = CallGraph.of(JdkClasses.read().classes(), Callbacks.read());
    Files.writeString(Path.of(arguments[0]), of(graph));
  }

  /**
   * The document.
   *
   * @param graph of JDK 17
   */
  public static String of(CallGraph graph) throws IOException {
    WovenSites sites = WovenSites.in(graph, Catalogue.shipped(), Yardstick.FEATURE_VERSION);
    return fromTables() + yardstick(Yardstick.on(graph, sites));
  }

  /** The part that stands in front, and is the same on every JDK. */
  public static String fromTables() throws IOException {
    CatalogueDocument document = new CatalogueDocument(Catalogue.shipped());
    document.line(
        """
        # The catalogue

        Generated from the tables of `agent/core` and `agent/scan`; [spec/scan.md](spec/scan.md) says how they are checked. \
        To write it anew: `mvn -o verify -pl agent/scan -am -DskipITs -Dtest=CatalogueDocumentTest \
        -Dsurefire.failIfNoSpecifiedTests=false -Dwrit.regenerate=true` on JDK 17.
        """);
    document.actions();
    document.sites();
    document.reviewed();
    document.verdicts();
    return document.out.toString();
  }

  private void actions() {
    line("## Actions\n\n| action | arguments | what it is |\n|---|---|---|");
    catalogue
        .actions()
        .forEach(
            (action, names) ->
                row(
                    code(action),
                    String.join(", ", names),
                    catalogue.descriptions().getOrDefault(action, "")));
    line("");
  }

  private void sites() {
    line(
        """
        ## Sites

        What a program calls, and the method of the JDK that asks before it acts. One act asks once, whatever began it.
        """);
    for (String action : catalogue.actions().keySet()) {
      Map<String, Map<String, String>> byName = new TreeMap<>();
      for (JdkSite site : catalogue.sites()) {
        if (site.actions().contains(action)) {
          byName
              .computeIfAbsent(site.publicName(), name -> new TreeMap<>())
              .merge(site.className() + "#" + site.method(), jdks(site), CatalogueDocument::both);
        }
      }
      if (!byName.isEmpty()) {
        line("### " + code(action) + "\n\n| called | asks in | JDKs |\n|---|---|---|");
        byName.forEach(
            (name, methods) ->
                methods.forEach((method, jdks) -> row(code(name), code(method), jdks)));
        line("");
      }
    }
  }

  private static String both(String one, String other) {
    return String.join(", ", new TreeSet<>(List.of((one + ", " + other).split(", ", -1))));
  }

  private static String jdks(JdkSite site) {
    return new JdkRange(site.firstJdk(), site.lastJdk()).toString();
  }

  private void reviewed() throws IOException {
    line(
        """
        ## Reviewed

        Methods that reach something sensitive with no site above them, and why that may be. `ASKS`: the method calls that site itself, on its way. `OPEN`: there is no good reason; it is a hole that is known.

        | methods | JDKs | actions | reason |
        |---|---|---|---|""");
    for (Reviewed.Review review : Reviewed.read().all()) {
      row(
          code(review.pattern().toString()),
          review.jdks().toString(),
          review.actions().equals("*") ? "all" : code(review.actions()),
          review.reason());
    }
    line("");
  }

  private void verdicts() throws IOException {
    line(
        """
        ## What acts

        Every native method has a verdict; so have the methods in Java that act on the JVM's own state. `limit`: it acts, and nothing governs it. Those that touch nothing but the heap, or what is open already, are in the table only.

        | methods | JDKs | verdict | what it does |
        |---|---|---|---|""");
    for (String table : List.of(Verdicts.NATIVES, Verdicts.SINKS)) {
      for (Verdicts.Verdict verdict : Verdicts.read(table).all()) {
        if (verdict.isSensitive() || verdict.isLimit()) {
          row(
              code(verdict.pattern().toString()),
              verdict.jdks().toString(),
              verdict.isLimit() ? "limit" : code(verdict.verdict()),
              verdict.reason());
        }
      }
    }
    line("");
  }

  private static String yardstick(List<Yardstick.Row> rows) {
    StringBuilder out = new StringBuilder();
    long withSite = rows.stream().filter(row -> !row.site().isEmpty()).count();
    out.append(
        """
        ## The SecurityManager's yardstick

        The public methods of JDK 17 that asked the SecurityManager: %d, of which %d lead to a site and %d have a reason. JDK 24 asks nobody any more.

        | method | leads to | or why not |
        |---|---|---|
        """
            .replaceFirst("%d", String.valueOf(rows.size()))
            .replaceFirst("%d", String.valueOf(withSite))
            .replaceFirst("%d", String.valueOf(rows.size() - withSite)));
    for (Yardstick.Row row : rows) {
      String site = row.site().isEmpty() ? "" : code(row.site());
      out.append("| " + code(row.method()) + " | " + site + " | " + row.reason() + " |\n");
    }
    return out.toString();
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
