package io.writ.scan.jar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a newer version of a jar can do that an older one cannot, and the other way round. Compared
 * are pairs of class and action: a new class that does what another one did before is a gain too,
 * because its callers are others.
 *
 * @param gained of the newer
 * @param lost of the older
 * @param newActions actions that no class of the older reaches
 * @param notes of both scans
 */
public record ScanDiff(
    List<Finding> gained, List<Finding> lost, Set<String> newActions, List<String> notes) {

  /** Compares two reports. */
  public static ScanDiff between(ScanReport older, ScanReport newer) {
    Set<String> newActions = new TreeSet<>(newer.classesByAction().keySet());
    newActions.removeAll(older.classesByAction().keySet());
    List<String> notes = new ArrayList<>(older.notes());
    notes.addAll(newer.notes());
    return new ScanDiff(missingIn(older, newer), missingIn(newer, older), newActions, notes);
  }

  /** Whether the newer can do more. */
  public boolean isWider() {
    return !gained.isEmpty();
  }

  private static List<Finding> missingIn(ScanReport report, ScanReport other) {
    Set<String> there = new HashSet<>();
    report.findings().forEach(finding -> there.add(key(finding)));
    return other.findings().stream().filter(finding -> !there.contains(key(finding))).toList();
  }

  private static String key(Finding finding) {
    return finding.action() + " " + finding.className();
  }
}
