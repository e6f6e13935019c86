package io.writ.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One execution in the tree: its DECISION, its OUTCOME when there is one, and what it caused. */
public final class LineageNode {
  private final JournalRecord decision;
  private final List<LineageNode> children = new ArrayList<>();
  private @Nullable JournalRecord outcome;
  private Ancestry ancestry = Ancestry.ROOT;

  LineageNode(JournalRecord decision) {
    this.decision = decision;
  }

  /** How an execution hangs in the tree. */
  public enum Ancestry {
    /** It names no parent. */
    ROOT,
    /** Its parent is above it. */
    RESOLVED,
    /** It names a parent that no given journal has. */
    UNRESOLVED,
    /** Following its parents leads back to itself; the link is shown and not followed. */
    CYCLIC
  }

  public JournalRecord decision() {
    return decision;
  }

  /** Null when none was recorded: none was due, or the process died before. */
  public @Nullable JournalRecord outcome() {
    return outcome;
  }

  public Ancestry ancestry() {
    return ancestry;
  }

  /** In the order of the journals. */
  public List<LineageNode> children() {
    return Collections.unmodifiableList(children);
  }

  void end(JournalRecord record) {
    outcome = record;
  }

  void hangUnder(LineageNode parent) {
    ancestry = Ancestry.RESOLVED;
    parent.children.add(this);
  }

  void hangNowhere(Ancestry why) {
    ancestry = why;
  }
}
