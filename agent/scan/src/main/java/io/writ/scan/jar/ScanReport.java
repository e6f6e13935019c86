package io.writ.scan.jar;

import io.writ.scan.graph.ScannedClass;
import io.writ.scan.graph.ScannedClass.Origin;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a scan found.
 *
 * @param jars file names of the jars that were reported
 * @param classes how many classes they hold
 * @param findings by jar, class, action and method
 * @param notes what was not looked at, and why
 */
public record ScanReport(
    List<String> jars, int classes, List<Finding> findings, List<String> notes) {

  static ScanReport of(
      List<Path> jars, List<ScannedClass> own, List<Finding> findings, List<String> notes) {
    List<Finding> sorted =
        findings.stream()
            .sorted(
                Comparator.comparing(Finding::jar)
                    .thenComparing(Finding::className)
                    .thenComparing(Finding::action)
                    .thenComparing(Finding::method))
            .toList();
    long classes = own.stream().filter(c -> c.origin().kind() == Origin.Kind.REPORTED).count();
    return new ScanReport(
        jars.stream().map(jar -> String.valueOf(jar.getFileName())).toList(),
        (int) classes,
        sorted,
        List.copyOf(notes));
  }

  /** How many classes reach each action. */
  public Map<String, Integer> classesByAction() {
    Map<String, Map<String, Boolean>> classesOf = new TreeMap<>();
    for (Finding finding : findings) {
      classesOf
          .computeIfAbsent(finding.action(), action -> new LinkedHashMap<>())
          .put(finding.className(), true);
    }
    Map<String, Integer> counts = new TreeMap<>();
    classesOf.forEach((action, names) -> counts.put(action, names.size()));
    return counts;
  }
}
