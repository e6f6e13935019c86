package io.writ.core.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalogue, parsed: which actions there are, and which JDK methods ask for them. */
public final class Catalogue {
  private static final String ACTIONS = "actions.tsv";

  /** One table per area. */
  private static final List<String> SITES =
      List.of(
          "process.tsv",
          "file.tsv",
          "net.tsv",
          "code.tsv",
          "data.tsv",
          "runtime.tsv",
          "thread.tsv",
          "agent.tsv");

  /** The self-test's action; no rule and no artifact can grant it. */
  public static final String SELF_TEST = "writ:self-test";

  private static final int ACTION_COLUMNS = 3;

  private final Map<String, List<String>> actions;
  private final Map<String, String> descriptions;
  private final List<JdkSite> sites;

  private Catalogue(
      Map<String, List<String>> actions, Map<String, String> descriptions, List<JdkSite> sites) {
    this.actions = Collections.unmodifiableMap(actions);
    this.descriptions = Collections.unmodifiableMap(descriptions);
    this.sites = List.copyOf(sites);
  }

  /** Where the tables come from. */
  interface Tables {
    String read(String name) throws IOException;
  }

  /**
   * The catalogue that lies beside this class.
   *
   * @throws IOException when a table is not there
   */
  public static Catalogue shipped() throws IOException {
    return read(Catalogue::table);
  }

  /**
   * Reads the tables.
   *
   * @throws IllegalArgumentException naming table and line when a line has not the table's form
   */
  static Catalogue read(Tables tables) throws IOException {
    Map<String, List<String>> actions = new LinkedHashMap<>();
    Map<String, String> descriptions = new LinkedHashMap<>();
    int number = 0;
    for (String line : split(tables.read(ACTIONS), "\n")) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> row = split(line, "\t");
      if (row.size() != ACTION_COLUMNS || actions.containsKey(row.get(0))) {
        throw new IllegalArgumentException(
            ACTIONS + ":" + number + ": an action, its arguments and what it is wanted, once");
      }
      actions.put(row.get(0), row.get(1).isEmpty() ? List.of() : split(row.get(1), ","));
      descriptions.put(row.get(0), row.get(2));
    }
    List<JdkSite> sites = new ArrayList<>();
    for (String name : SITES) {
      sites.addAll(new SiteTable(name, actions).read(tables.read(name)));
    }
    return new Catalogue(actions, descriptions, sites);
  }

  /** The JDK actions and the names of their arguments, in order. */
  public Map<String, List<String>> actions() {
    return actions;
  }

  /** What each action is, one line. */
  public Map<String, String> descriptions() {
    return descriptions;
  }

  /** All sites of all JDKs. */
  public List<JdkSite> sites() {
    return sites;
  }

  /** The sites that this JDK has. */
  public List<JdkSite> sitesOn(int featureVersion) {
    return sites.stream().filter(site -> site.existsOn(featureVersion)).toList();
  }

  private static String table(String name) throws IOException {
    try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the agent jar lacks [" + name + "]");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static List<String> split(String text, String separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int end; (end = text.indexOf(separator, start)) >= 0; start = end + separator.length()) {
      parts.add(text.substring(start, end));
    }
    parts.add(text.substring(start));
    return parts;
  }
}
