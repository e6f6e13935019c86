package io.writ.cli;

import io.writ.replay.ExecutionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Shortens execution ids to the fewest last digits that tell all of them apart, at least six. */
final class ExecutionNames {
  private static final int LEAST_DIGITS = 6;

  private final int digits;

  ExecutionNames(Collection<ExecutionId> ids) {
    List<String> reversed = new ArrayList<>();
    for (ExecutionId id : ids) {
      reversed.add(new StringBuilder(id.toString()).reverse().toString());
    }
    reversed.sort(null);
    int needed = LEAST_DIGITS;
    for (int i = 1; i < reversed.size(); i++) {
      String above = reversed.get(i - 1);
      String here = reversed.get(i);
      int common = 0;
      while (common < here.length() && here.charAt(common) == above.charAt(common)) {
        common++;
      }
      boolean isSame = common == here.length();
      needed = isSame ? needed : Math.max(needed, common + 1);
    }
    digits = needed;
  }

  String shorten(ExecutionId id) {
    String full = id.toString();
    return full.substring(full.length() - digits);
  }
}
