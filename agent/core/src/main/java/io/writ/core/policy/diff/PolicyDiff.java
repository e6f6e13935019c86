package io.writ.core.policy.diff;

import io.writ.core.policy.ActionMapping;
import io.writ.core.policy.Mode;
import io.writ.core.policy.Policy;
import io.writ.core.policy.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a newer policy lets happen that an older one does not, and the other way round.
 *
 * <p>When it is not wider, then whatever {@code decide} denies under the older policy, with or
 * without an artifact, it denies under the newer one. Outside this: artifacts that are pinned to
 * one of the two documents, which no other document lets in; links in the file system, since paths
 * are compared as they are spelt; and versions of the agent that know other actions.
 *
 * @param changes widenings first, then narrowings, then notes
 */
public record PolicyDiff(List<Change> changes) {

  /** Copies the list. */
  public PolicyDiff {
    changes = List.copyOf(changes);
  }

  /**
   * Compares.
   *
   * @param known the argument names of all known actions; there is no other {@code jdk:} action
   * @param isUnknown whether a text stands for a value that is not known here, such as a variable
   */
  public static PolicyDiff between(
      Policy older, Policy newer, Map<String, List<String>> known, Predicate<String> isUnknown) {
    Coverage coverage = new Coverage(isUnknown);
    List<Change> changes = new ArrayList<>();
    WitnessSearch calls = new WitnessSearch(older, newer);
    for (Widening widening : new WideningSearch(older, newer, known, coverage).find()) {
      Witness witness = calls.find(widening);
      changes.add(
          Change.of(
              witness == null ? Change.Kind.MAYBE_WIDER : Change.Kind.WIDER, widening, witness));
    }
    addMode(older, newer, Change.Kind.WIDER, changes);
    addTolerances(older, newer, Change.Kind.WIDER, changes);
    addMappings(older, newer, Change.Kind.WIDER, changes);
    addUngoverned(older, newer, known, Change.Kind.WIDER, changes);
    DestinationChanges.add(older, newer, Change.Kind.WIDER, changes);
    WitnessSearch lost = new WitnessSearch(newer, older);
    for (Widening narrowing : new WideningSearch(newer, older, known, coverage).find()) {
      changes.add(Change.of(Change.Kind.NARROWER, narrowing, lost.find(narrowing)));
    }
    addMode(newer, older, Change.Kind.NARROWER, changes);
    addTolerances(newer, older, Change.Kind.NARROWER, changes);
    addMappings(newer, older, Change.Kind.NARROWER, changes);
    addUngoverned(newer, older, known, Change.Kind.NARROWER, changes);
    DestinationChanges.add(newer, older, Change.Kind.NARROWER, changes);
    addNotes(older, newer, changes);
    return new PolicyDiff(changes);
  }

  /**
   * Whether it cannot be shown that the rules of the newer policy are no wider; the same as {@link
   * #between} asks of them, without looking for calls.
   */
  public static boolean mayBeWider(
      Policy older, Policy newer, Map<String, List<String>> known, Predicate<String> isUnknown) {
    return !new WideningSearch(older, newer, known, new Coverage(isUnknown)).find().isEmpty();
  }

  /** Whether something is wider or could not be shown not to be. */
  public boolean isWider() {
    return changes.stream()
        .anyMatch(
            change ->
                change.kind() == Change.Kind.WIDER || change.kind() == Change.Kind.MAYBE_WIDER);
  }

  private static void addMode(Policy older, Policy newer, Change.Kind kind, List<Change> changes) {
    if (older.mode() == Mode.ENFORCE && newer.mode() == Mode.OBSERVE) {
      changes.add(
          Change.of(
              kind,
              "mode",
              "",
              kind == Change.Kind.WIDER
                  ? "observe: nothing is denied any more"
                  : "enforce: what was only recorded is denied"));
    }
  }

  private static void addTolerances(
      Policy older, Policy newer, Change.Kind kind, List<Change> changes) {
    for (Tolerance tolerance : newer.tolerated()) {
      if (!older.tolerated().contains(tolerance)) {
        changes.add(
            Change.of(
                kind,
                "tolerate",
                tolerance.key(),
                kind == Change.Kind.WIDER
                    ? "the agent starts in a JVM that is weakened so"
                    : "the agent starts no longer in a JVM that is weakened so"));
      }
    }
  }

  /** A method that is mapped no longer, or otherwise, may no longer ask what it asked. */
  private static void addMappings(
      Policy older, Policy newer, Change.Kind kind, List<Change> changes) {
    for (ActionMapping mapping : older.mappings()) {
      if (!newer.mappings().contains(mapping)) {
        changes.add(
            Change.of(
                kind,
                "actions",
                mapping.id(),
                kind == Change.Kind.WIDER
                    ? "the methods that it governed may no longer ask"
                    : "the methods that it governs did not ask so"));
      }
    }
  }

  private static void addUngoverned(
      Policy older,
      Policy newer,
      Map<String, List<String>> known,
      Change.Kind kind,
      List<Change> changes) {
    for (String action : known.keySet()) {
      if (newer.isUngoverned(action) && !older.isUngoverned(action)) {
        changes.add(
            Change.of(
                kind,
                "ungoverned",
                action,
                kind == Change.Kind.WIDER
                    ? "nobody is asked any more, and nothing is recorded"
                    : "nobody was asked"));
      }
    }
  }

  private static void addNotes(Policy older, Policy newer, List<Change> changes) {
    if (!older.id().equals(newer.id())) {
      changes.add(
          Change.of(
              Change.Kind.NOTE, "id", "", "was [" + older.id() + "], is [" + newer.id() + "]"));
    } else if (newer.version() <= older.version()) {
      changes.add(
          Change.of(
              Change.Kind.NOTE,
              "version",
              "",
              "is ["
                  + newer.version()
                  + "] and not above ["
                  + older.version()
                  + "]: no runtime takes it in the older one's place"));
    }
    if (!older.journal().equals(newer.journal())) {
      changes.add(
          Change.of(
              Change.Kind.NOTE,
              "journal",
              "attributes",
              "other values of arguments are recorded and shown"));
    }
  }
}
