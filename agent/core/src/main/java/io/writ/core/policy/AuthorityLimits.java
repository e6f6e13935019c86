package io.writ.core.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which pinned authority may root which actions, and what it must bring along. */
public final class AuthorityLimits {
  /**
   * Every pinned authority may root any action: a policy without an {@code authorities} section.
   */
  public static final AuthorityLimits NONE = new AuthorityLimits(false, Map.of());

  private final boolean isLimited;
  private final Map<String, Limit> byKeyId;

  /**
   * What one authority may.
   *
   * @param actions what it may root
   * @param quorum what every artifact of it needs, or null for no more than the trust file demands
   */
  public record Limit(List<ActionPattern> actions, @Nullable KeyQuorum quorum) {
    /** Copies the list. */
    public Limit {
      actions = List.copyOf(actions);
    }

    /** Whether an artifact of this authority may grant this action. */
    public boolean mayRoot(String action) {
      for (int i = 0; i < actions.size(); i++) {
        if (actions.get(i).matches(action)) {
          return true;
        }
      }
      return false;
    }
  }

  private AuthorityLimits(boolean isLimited, Map<String, Limit> byKeyId) {
    this.isLimited = isLimited;
    this.byKeyId = byKeyId;
  }

  /** Limits by key id; an authority that is not listed may root nothing. */
  public static AuthorityLimits of(Map<String, Limit> byKeyId) {
    return new AuthorityLimits(true, Collections.unmodifiableMap(new LinkedHashMap<>(byKeyId)));
  }

  /** Whether the section is there: an authority that it does not list may then root nothing. */
  public boolean isLimited() {
    return isLimited;
  }

  /** Whether an artifact of this authority may grant this action. */
  public boolean mayRoot(String keyId, String action) {
    Limit limit = byKeyId.get(keyId);
    return !isLimited || (limit != null && limit.mayRoot(action));
  }

  /** What an artifact of this authority needs beside its root, or null. */
  public @Nullable KeyQuorum quorum(String keyId) {
    Limit limit = byKeyId.get(keyId);
    return limit == null ? null : limit.quorum();
  }

  /** The key ids that are named, in document order, unmodifiable. */
  public Map<String, Limit> byKeyId() {
    return byKeyId;
  }
}
