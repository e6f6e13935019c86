package io.writ.core.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One version of one policy. It holds what the document says; {@code decide} reads it. A policy
 * that is at hand is whole: a document with one unknown name yields none.
 */
public final class Policy {
  private final Origin origin;
  private final Mode mode;
  private final List<Rule> ambient;
  private final List<Rule> ceiling;
  private final List<Rule> deny;
  private final AuthorityLimits authorities;
  private final Map<String, Set<String>> loggable;

  /**
   * A policy from its parts.
   *
   * @param loggable names of arguments whose values may be journaled, by action id
   */
  public Policy(
      Origin origin,
      Mode mode,
      List<Rule> ambient,
      List<Rule> ceiling,
      List<Rule> deny,
      AuthorityLimits authorities,
      Map<String, Set<String>> loggable) {
    this.origin = origin;
    this.mode = mode;
    this.ambient = List.copyOf(ambient);
    this.ceiling = List.copyOf(ceiling);
    this.deny = List.copyOf(deny);
    this.authorities = authorities;
    Map<String, Set<String>> copy = new LinkedHashMap<>();
    loggable.forEach((action, names) -> copy.put(action, Set.copyOf(names)));
    this.loggable = Map.copyOf(copy);
  }

  /** The name that versions share. */
  public String id() {
    return origin.id();
  }

  /** Greater in every newer document of the same id. */
  public long version() {
    return origin.version();
  }

  /** SHA-256 of the document's bytes, 32 bytes; a copy. */
  public byte[] digest() {
    return origin.digest();
  }

  /** The file that the document was read from, for messages. */
  public String source() {
    return origin.source();
  }

  /** Enforce, or only observe. */
  public Mode mode() {
    return mode;
  }

  /** What needs no artifact, in document order, unmodifiable. */
  public List<Rule> ambient() {
    return ambient;
  }

  /**
   * The most an artifact may grant, in document order, unmodifiable. An action in no ceiling rule
   * cannot be granted by an artifact.
   */
  public List<Rule> ceiling() {
    return ceiling;
  }

  /** What is denied whatever else is granted, in document order, unmodifiable. */
  public List<Rule> deny() {
    return deny;
  }

  /** Which authority may root which actions. */
  public AuthorityLimits authorities() {
    return authorities;
  }

  /** The arguments of the action whose values may be journaled, unmodifiable. */
  public Set<String> loggable(String action) {
    Set<String> names = loggable.get(action);
    return names == null ? Set.of() : names;
  }
}
