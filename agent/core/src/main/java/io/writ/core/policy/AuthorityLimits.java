package io.writ.core.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which pinned authority may root which actions. */
public final class AuthorityLimits {
  /**
   * Every pinned authority may root any action: a policy without an {@code authorities} section.
   */
  public static final AuthorityLimits NONE = new AuthorityLimits(false, Map.of());

  private final boolean isLimited;
  private final Map<String, List<ActionPattern>> byKeyId;

  private AuthorityLimits(boolean isLimited, Map<String, List<ActionPattern>> byKeyId) {
    this.isLimited = isLimited;
    this.byKeyId = byKeyId;
  }

  /** Limits by key id; an authority that is not listed may root nothing. */
  public static AuthorityLimits of(Map<String, List<ActionPattern>> byKeyId) {
    Map<String, List<ActionPattern>> copy = new LinkedHashMap<>();
    byKeyId.forEach((keyId, actions) -> copy.put(keyId, List.copyOf(actions)));
    return new AuthorityLimits(true, Collections.unmodifiableMap(copy));
  }

  /** Whether an artifact of this authority may grant this action. */
  public boolean mayRoot(String keyId, String action) {
    if (!isLimited) {
      return true;
    }
    List<ActionPattern> actions = byKeyId.get(keyId);
    if (actions == null) {
      return false;
    }
    for (int i = 0; i < actions.size(); i++) {
      if (actions.get(i).matches(action)) {
        return true;
      }
    }
    return false;
  }

  /** The key ids that are named, unmodifiable. */
  public Map<String, List<ActionPattern>> byKeyId() {
    return byKeyId;
  }
}
