package io.writ.core.policy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One version of one policy. It holds what the document says; {@code decide} reads it. A policy
 * that is at hand is whole: a document with one unknown name yields none.
 */
public final class Policy {
  private final Origin origin;
  private final Mode mode;
  private final Rules rules;
  private final AuthorityLimits authorities;
  private final JournalSettings journal;
  private final List<ActionMapping> mappings;
  private final List<ActionPattern> ungoverned;
  private final Map<String, String> variables;
  private final Set<Tolerance> tolerated;
  private final Destinations destinations;

  /** A policy of rules alone. */
  public Policy(Origin origin, Mode mode, Rules rules, AuthorityLimits authorities) {
    this(origin, mode, rules, authorities, JournalSettings.NONE, List.of(), List.of(), Map.of());
  }

  /**
   * A policy from its parts.
   *
   * @param mappings the {@code actions} section
   * @param ungoverned the JDK actions that nobody is asked for
   * @param variables what the variables that the document uses stood for, by name
   */
  public Policy(
      Origin origin,
      Mode mode,
      Rules rules,
      AuthorityLimits authorities,
      JournalSettings journal,
      List<ActionMapping> mappings,
      List<ActionPattern> ungoverned,
      Map<String, String> variables) {
    this(
        origin,
        mode,
        rules,
        authorities,
        journal,
        mappings,
        ungoverned,
        variables,
        Set.of(),
        Destinations.NONE);
  }

  private Policy(
      Origin origin,
      Mode mode,
      Rules rules,
      AuthorityLimits authorities,
      JournalSettings journal,
      List<ActionMapping> mappings,
      List<ActionPattern> ungoverned,
      Map<String, String> variables,
      Set<Tolerance> tolerated,
      Destinations destinations) {
    this.origin = origin;
    this.mode = mode;
    this.rules = rules;
    this.authorities = authorities;
    this.journal = journal;
    this.mappings = List.copyOf(mappings);
    this.ungoverned = List.copyOf(ungoverned);
    this.variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    this.tolerated = Collections.unmodifiableSet(new TreeSet<>(tolerated));
    this.destinations = destinations;
  }

  /** The same, which lets an enforcing agent start in a JVM with these weaknesses. */
  public Policy tolerating(Set<Tolerance> weaknesses) {
    return new Policy(
        origin,
        mode,
        rules,
        authorities,
        journal,
        mappings,
        ungoverned,
        variables,
        weaknesses,
        destinations);
  }

  /** The same, from which artifacts may leave for these destinations. */
  public Policy leadingTo(Destinations listed) {
    return new Policy(
        origin,
        mode,
        rules,
        authorities,
        journal,
        mappings,
        ungoverned,
        variables,
        tolerated,
        listed);
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

  /** All its rules. */
  public Rules rules() {
    return rules;
  }

  /** Which authority may root which actions. */
  public AuthorityLimits authorities() {
    return authorities;
  }

  /** What is recorded beyond the decision. */
  public JournalSettings journal() {
    return journal;
  }

  /** With which weaknesses of the JVM an enforcing agent starts, unmodifiable. */
  public Set<Tolerance> tolerated() {
    return tolerated;
  }

  /** Where artifacts may leave for. */
  public Destinations destinations() {
    return destinations;
  }

  /** The {@code actions} section, in document order, unmodifiable. */
  public List<ActionMapping> mappings() {
    return mappings;
  }

  /** The JDK actions that nobody is asked for, as the document lists them, unmodifiable. */
  public List<ActionPattern> ungoverned() {
    return ungoverned;
  }

  /** Whether nobody is asked for this action. */
  public boolean isUngoverned(String action) {
    return ungoverned.stream().anyMatch(pattern -> pattern.matches(action));
  }

  /** What the variables that the document uses stood for, sorted by name, unmodifiable. */
  public Map<String, String> variables() {
    return variables;
  }
}
