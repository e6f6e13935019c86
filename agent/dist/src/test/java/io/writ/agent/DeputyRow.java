package io.writ.agent;

import io.writ.agent.fixture.Deputy;
import io.writ.replay.JournalRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What became of one deputy, as the fixture printed it and the journal has it. */
final class DeputyRow {
  static final String MARK = "/writ-mark/";

  private final Deputy deputy;
  private final List<String> lines;
  private final Map<String, List<JournalRecord>> segments;

  DeputyRow(Deputy deputy, List<String> lines, Map<String, List<JournalRecord>> segments) {
    this.deputy = deputy;
    this.lines = lines;
    this.segments = segments;
  }

  /** Counts what is as it should be, and says what is not. */
  void check(Map<String, Integer> numbers, List<String> problems) {
    checkUnbound(numbers, problems);
    checkBound(numbers, problems);
  }

  private void checkUnbound(Map<String, Integer> numbers, List<String> problems) {
    String[] words = words("UNBOUND");
    boolean isDenied = words[3].equals("denied");
    boolean isRecorded = hasVerdict("UNBOUND", "DENIED", this::isGranted);
    boolean acted =
        deputy.effect() == Deputy.Effect.ASKED
            ? hasVerdict("UNBOUND", "ALLOWED_BY_.*", deputy.actions().get(0)::equals)
            : !words[4].equals("none");
    if (acted) {
      problems.add("acts without an artifact: " + said("UNBOUND"));
    } else if (!isRecorded) {
      problems.add("no denial is recorded: " + said("UNBOUND"));
    } else {
      numbers.merge("unbound", 1, Integer::sum);
      numbers.merge("quiet", isDenied ? 0 : 1, Integer::sum);
    }
  }

  private boolean hasVerdict(String binding, String verdicts, Predicate<String> isAction) {
    return records(binding).stream()
        .filter(record -> record.verdict().name().matches(verdicts))
        .anyMatch(record -> isAction.test(String.valueOf(record.action())));
  }

  /** The act itself, and not what is asked on the way. */
  private boolean isMain(String action) {
    return action.startsWith(deputy.actions().get(0).replace("*", ""));
  }

  private boolean isGranted(String action) {
    return deputy.actions().stream()
        .anyMatch(granted -> action.startsWith(granted.replace("*", "")));
  }

  private void checkBound(Map<String, Integer> numbers, List<String> problems) {
    boolean isRecorded = hasVerdict("BOUND", "ALLOWED_BY_ARTIFACT", this::isMain);
    if (!words("BOUND")[4].equals("effect")) {
      problems.add("does not act in scope: " + said("BOUND"));
    } else if (!isRecorded) {
      problems.add("acts in scope without a record: " + said("BOUND"));
    } else {
      numbers.merge("bound", 1, Integer::sum);
    }
  }

  private List<JournalRecord> records(String binding) {
    return segments.getOrDefault(
        MARK + deputy.name().replaceAll("[^A-Za-z0-9]", "_") + "/" + binding, List.of());
  }

  private String[] words(String binding) {
    return line(binding).split(" \\| ", 6);
  }

  private String line(String binding) {
    String start = "ROW | " + deputy.name() + " | " + binding + " | ";
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .findFirst()
        .orElse(start + "none | missing | ");
  }

  private String said(String binding) {
    List<String> records =
        records(binding).stream()
            .filter(record -> !record.verdict().name().startsWith("ALLOWED_BY_POLICY"))
            .map(
                record ->
                    record.verdict()
                        + " "
                        + record.action()
                        + " "
                        + record.attributes().stream().map(a -> a.value()).toList())
            .distinct()
            .toList();
    return line(binding) + " " + records;
  }
}
