package io.writ.scan.jar;

import io.writ.core.encoding.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for people and for programs; {@code docs/spec/scan.md} describes both. */
public final class ScanText {
  private ScanText() {}

  /** Lines for people. */
  public static List<String> lines(ScanReport report) {
    List<String> lines = new ArrayList<>();
    String at = "";
    for (Finding finding : report.findings()) {
      String place = finding.jar() + ": " + finding.className();
      if (!place.equals(at)) {
        lines.add(place);
        at = place;
      }
      lines.add(line("  ", finding));
    }
    report
        .classesByAction()
        .forEach((action, count) -> lines.add(row("", action, "classes: " + count)));
    report.notes().forEach(note -> lines.add("note: " + note));
    lines.add(
        "classes scanned: "
            + report.classes()
            + ", findings: "
            + report.findings().size()
            + ", JDK "
            + Runtime.version().feature());
    return lines;
  }

  /** Lines for people. */
  public static List<String> lines(ScanDiff diff) {
    List<String> lines = new ArrayList<>();
    diff.gained().forEach(f -> lines.add("gained " + f.className() + line(" ", f)));
    diff.lost().forEach(f -> lines.add("lost   " + f.className() + line(" ", f)));
    diff.notes().forEach(note -> lines.add("note: " + note));
    lines.add(
        (diff.isWider() ? "wider: " : "not wider: ")
            + diff.gained().size()
            + " gained, "
            + diff.lost().size()
            + " lost; new actions: "
            + (diff.newActions().isEmpty() ? "none" : String.join(", ", diff.newActions())));
    return lines;
  }

  private static String line(String indent, Finding finding) {
    List<String> steps = new ArrayList<>();
    // The JDK's inner steps are in the JSON; here its first method is enough to know what it is.
    int shown = Math.min(finding.path().size(), finding.ownSteps() + 1);
    for (int i = 0; i < shown; i++) {
      String step = finding.path().get(i);
      String method = step.substring(0, step.indexOf('('));
      boolean isOfClass = i == 0;
      steps.add(isOfClass ? method.substring(method.indexOf('#') + 1) : method);
    }
    return row(indent, finding.action(), String.join(" > ", steps) + "  (" + finding.asks() + ")");
  }

  private static String row(String indent, String action, String rest) {
    return String.format(Locale.ROOT, "%s%-24s %s", indent, action, rest);
  }

  /** One JSON object. */
  public static JsonValue json(ScanReport report) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("jdk", new JsonValue.Whole(Runtime.version().feature()));
    members.put("jars", texts(report.jars()));
    members.put("classes", new JsonValue.Whole(report.classes()));
    members.put("findings", findings(report.findings()));
    members.put("notes", texts(report.notes()));
    return new JsonValue.Members(members);
  }

  /** One JSON object. */
  public static JsonValue json(ScanDiff diff) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("wider", new JsonValue.Truth(diff.isWider()));
    members.put("newActions", texts(List.copyOf(diff.newActions())));
    members.put("gained", findings(diff.gained()));
    members.put("lost", findings(diff.lost()));
    members.put("notes", texts(diff.notes()));
    return new JsonValue.Members(members);
  }

  private static JsonValue findings(List<Finding> findings) {
    return new JsonValue.Items(findings.stream().map(ScanText::json).toList());
  }

  private static JsonValue json(Finding finding) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    members.put("jar", new JsonValue.Text(finding.jar()));
    members.put("class", new JsonValue.Text(finding.className()));
    members.put("action", new JsonValue.Text(finding.action()));
    members.put("asks", new JsonValue.Text(finding.asks()));
    members.put("path", texts(finding.path()));
    return new JsonValue.Members(members);
  }

  private static JsonValue texts(List<String> texts) {
    return new JsonValue.Items(texts.stream().<JsonValue>map(JsonValue.Text::new).toList());
  }
}
