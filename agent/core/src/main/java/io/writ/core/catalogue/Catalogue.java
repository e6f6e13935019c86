package io.writ.core.catalogue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The catalogue, parsed. The data lies beside this class; reading it is the caller's I/O. */
public final class Catalogue {
  /** Resource names, relative to this class. */
  public static final String ACTIONS = "actions.tsv";

  /** See {@link #ACTIONS}. */
  public static final String SITES = "sites.tsv";

  /** The self-test's action; no rule and no artifact can grant it. */
  public static final String SELF_TEST = "writ:self-test";

  private final Map<String, List<String>> actions;
  private final List<JdkSite> sites;

  private Catalogue(Map<String, List<String>> actions, List<JdkSite> sites) {
    this.actions = Collections.unmodifiableMap(actions);
    this.sites = List.copyOf(sites);
  }

  /**
   * Parses the two tables.
   *
   * @throws IllegalArgumentException naming table and line when a line has not the table's form
   */
  public static Catalogue parse(String actionTable, String siteTable) {
    Map<String, List<String>> actions = new LinkedHashMap<>();
    for (String[] row : rows(ACTIONS, actionTable, 3)) {
      List<String> names = row[1].isEmpty() ? List.of() : List.of(split(row[1], ','));
      if (actions.put(row[0], names) != null) {
        throw new IllegalArgumentException(ACTIONS + ": action [" + row[0] + "] stands twice");
      }
    }
    List<JdkSite> sites = new ArrayList<>();
    for (String[] row : rows(SITES, siteTable, 7)) {
      sites.add(site(row));
    }
    return new Catalogue(actions, sites);
  }

  /** The JDK actions and the names of their arguments, in order. */
  public Map<String, List<String>> actions() {
    return actions;
  }

  /** All sites of all JDKs. */
  public List<JdkSite> sites() {
    return sites;
  }

  /** The sites that this JDK has. */
  public List<JdkSite> sitesOn(int featureVersion) {
    return sites.stream().filter(site -> site.existsOn(featureVersion)).toList();
  }

  private static JdkSite site(String[] row) {
    List<JdkSite.Parameter> parameters = new ArrayList<>();
    if (!row[4].isEmpty()) {
      for (String text : split(row[4], ',')) {
        boolean isCopied = text.startsWith("!");
        String index = isCopied ? text.substring(1) : text;
        parameters.add(
            new JdkSite.Parameter(
                index.equals("this") ? JdkSite.RECEIVER : Integer.parseInt(index), isCopied));
      }
    }
    String[] jdks = split(row[5], '-');
    int last = jdks[1].isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(jdks[1]);
    return new JdkSite(
        row[0],
        row[1],
        row[2],
        Extractor.valueOf(row[3]),
        parameters,
        Integer.parseInt(jdks[0]),
        last,
        row[6]);
  }

  private static List<String[]> rows(String name, String table, int columns) {
    List<String[]> rows = new ArrayList<>();
    int number = 0;
    for (String line : split(table, '\n')) {
      number++;
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] row = split(line, '\t');
      if (row.length != columns) {
        throw new IllegalArgumentException(
            name + ":" + number + ": " + columns + " columns wanted, found " + row.length);
      }
      rows.add(row);
    }
    return rows;
  }

  private static String[] split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    for (int end; (end = text.indexOf(separator, start)) >= 0; start = end + 1) {
      parts.add(text.substring(start, end));
    }
    parts.add(text.substring(start));
    return parts.toArray(new String[0]);
  }
}
