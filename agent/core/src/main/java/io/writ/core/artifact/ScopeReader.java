package io.writ.core.artifact;

import io.writ.api.Reason;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.ConstraintReader;
import io.writ.core.constraint.ConstraintRefused;
import io.writ.core.encoding.JsonValue;
import io.writ.core.jws.Claim;
import io.writ.core.jws.Rejected;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scope of a link: {@code authorization_details} (RFC 9396) with exactly one entry, of type
 * {@value #TYPE}. A second entry of whatever type would be authority that nobody here understands.
 */
final class ScopeReader {
  /** The entry's type. */
  static final String TYPE = "attenuating_agent_token";

  private ScopeReader() {}

  /** The grants by action id, in the order of the link, unmodifiable. */
  static Map<String, Grant> read(@Nullable JsonValue json, String at) throws Rejected {
    List<JsonValue> details = Claim.items(json, at);
    if (details.size() != 1) {
      throw new Rejected(
          Reason.CLAIM_INVALID, at + " has [" + details.size() + "] entries, must have [1]");
    }
    String entryAt = at + "[0]";
    Map<String, JsonValue> entry = Claim.members(details.get(0), entryAt);
    if (!Claim.text(entry.get("type"), entryAt + ".type").equals(TYPE)) {
      throw new Rejected(Reason.CLAIM_INVALID, entryAt + ".type must be [" + TYPE + "]");
    }
    Claim.checkNames(entry, Set.of("type", "tools"), entryAt);
    Map<String, JsonValue> tools = Claim.members(entry.get("tools"), entryAt + ".tools");
    checkCount(tools.size(), Limits.ACTIONS, "actions", entryAt + ".tools");
    Map<String, Grant> grants = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> tool : tools.entrySet()) {
      String toolAt = toolPath(entryAt, tool.getKey());
      checkName(tool.getKey(), toolAt);
      grants.put(tool.getKey(), grant(Claim.members(tool.getValue(), toolAt), toolAt));
    }
    return Collections.unmodifiableMap(grants);
  }

  /** Where an action's grant stands. */
  static String toolPath(String entryAt, String action) {
    return entryAt + ".tools[\"" + Claim.printable(action) + "\"]";
  }

  private static Grant grant(Map<String, JsonValue> arguments, String at) throws Rejected {
    checkCount(arguments.size(), Limits.CONSTRAINTS, "constraints", at);
    Map<String, Constraint> constraints = new LinkedHashMap<>();
    for (Map.Entry<String, JsonValue> argument : arguments.entrySet()) {
      String argumentAt = at + "." + Claim.printable(argument.getKey());
      checkName(argument.getKey(), argumentAt);
      try {
        constraints.put(argument.getKey(), ConstraintReader.read(argument.getValue(), argumentAt));
      } catch (ConstraintRefused e) {
        throw new Rejected(e.reason(), e.detail());
      }
    }
    return new Grant(constraints);
  }

  private static void checkName(String name, String at) throws Rejected {
    if (name.isEmpty()) {
      throw new Rejected(Reason.CLAIM_INVALID, at + " has an empty name");
    }
    Claim.checkSize(name, Limits.ACTION_BYTES, at);
  }

  private static void checkCount(int count, int limit, String what, String at) throws Rejected {
    if (count > limit) {
      throw new Rejected(
          Reason.TOO_LARGE, at + " has [" + count + "] " + what + ", at most [" + limit + "]");
    }
  }
}
