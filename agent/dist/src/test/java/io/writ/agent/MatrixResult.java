package io.writ.agent;

import io.writ.agent.fixture.CallList;
import io.writ.agent.fixture.Calls;
import io.writ.agent.fixture.JdkMatrix.Bound;
import io.writ.agent.fixture.JdkMatrix.Kind;
import io.writ.core.catalogue.JdkSite;
import io.writ.replay.Attribute;
import io.writ.replay.JournalRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run of the matrix printed, held against what it recorded. */
record MatrixResult(List<Cell> cells) {

  /**
   * One cell.
   *
   * @param call the site that the call is of
   * @param decides the site that denies it, when it is denied
   */
  record Cell(String call, String decides, Calls.Way way, Kind kind, Bound bound, String result) {
    boolean isDenied() {
      return bound != Bound.IN_SCOPE;
    }

    /** Whether it was to be denied and was not. */
    boolean hasSlipped() {
      return isDenied() && !result.startsWith("denied:") && !result.equals("no-effect");
    }
  }

  static MatrixResult read(GovernedJvm.Result result, List<String> problems) {
    List<Cell> cells = new ArrayList<>();
    for (String line : result.out()) {
      String[] words = line.split(" ", 7);
      if (words.length < 7 || !words[0].equals("CELL")) {
        problems.add("not a cell: " + line);
        continue;
      }
      Cell cell =
          new Cell(
              words[1],
              words[2],
              Calls.Way.valueOf(words[3]),
              Kind.valueOf(words[4]),
              Bound.valueOf(words[5]),
              words[6]);
      cells.add(cell);
      boolean isQuiet =
          cell.isDenied() && cell.result().equals("no-effect") && MatrixGaps.isQuiet(cell.call());
      if (!isQuiet && !cell.result().equals(expected(cell.bound()))) {
        problems.add(line);
      }
    }
    if (result.status() != 0) {
      problems.add("status " + result.status() + ": " + result.err());
    }
    return new MatrixResult(cells);
  }

  private static String expected(Bound bound) {
    return switch (bound) {
      case IN_SCOPE -> "ran";
      case NOTHING -> "denied:NO_ARTIFACT";
      case OUT_OF_SCOPE -> "denied:ARGUMENT_OUT_OF_SCOPE";
    };
  }

  /**
   * One denial for each denied cell, by the site that is to deny it, and none beside them; for each
   * cell in scope at least one grant at its site.
   */
  void check(List<JournalRecord> records, List<String> problems) {
    Map<String, Long> denials = new LinkedHashMap<>();
    Map<String, Long> grants = new LinkedHashMap<>();
    Map<String, List<Attribute>> samples = new LinkedHashMap<>();
    for (JournalRecord record : records) {
      String site = record.site();
      if (record.isOutcome() || site == null || site.startsWith("io.writ.")) {
        continue;
      }
      switch (record.verdict().name()) {
        case "DENIED" -> {
          denials.merge(site, 1L, Long::sum);
          samples.put(site, record.attributes());
        }
        case "ALLOWED_BY_ARTIFACT" -> grants.merge(site, 1L, Long::sum);
        default -> {
          // Granted by an ambient rule: the JVM's own files.
        }
      }
    }
    Map<String, Long> denied = new LinkedHashMap<>();
    Map<String, Long> allowed = new LinkedHashMap<>();
    for (Cell cell : cells) {
      (cell.isDenied() ? denied : allowed).merge(cell.decides(), 1L, Long::sum);
    }
    denied.forEach(
        (site, count) -> {
          long found = countAndRemove(denials, site);
          if (found < count || (found > count && !MatrixGaps.isAskedElsewhere(site))) {
            problems.add(
                site
                    + ": "
                    + count
                    + " denied cells, "
                    + found
                    + " denials recorded, as "
                    + samples(site, samples));
          }
        });
    denials.forEach(
        (site, count) ->
            problems.add(
                site + ": " + count + " denials that no cell expects, as of " + samples.get(site)));
    allowed.forEach(
        (site, count) -> {
          long found = countAndRemove(grants, site);
          if (found < count) {
            problems.add(site + ": " + count + " allowed cells, " + found + " grants recorded");
          }
        });
  }

  private static List<String> samples(String site, Map<String, List<Attribute>> samples) {
    return samples.entrySet().stream()
        .filter(entry -> CallList.isNamed(site, entry.getKey()))
        .map(entry -> String.valueOf(entry.getValue()))
        .toList();
  }

  private static long countAndRemove(Map<String, Long> counts, String site) {
    long count = 0;
    for (String location : List.copyOf(counts.keySet())) {
      if (CallList.isNamed(site, location)) {
        count += counts.getOrDefault(location, 0L);
        counts.remove(location);
      }
    }
    return count;
  }

  String summary(List<JdkSite> sites) {
    long covered =
        sites.stream()
            .filter(
                site ->
                    cells.stream().anyMatch(cell -> CallList.isNamed(cell.call(), site.location())))
            .count();
    long denied = cells.stream().filter(Cell::isDenied).count();
    return covered
        + " of "
        + sites.size()
        + " sites, "
        + cells.size()
        + " cells: "
        + denied
        + " denied, "
        + (cells.size() - denied)
        + " allowed";
  }
}
