package io.writ.core.policy;

import io.writ.core.jws.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Another runtime that artifacts may leave for, re-delegated to its key.
 *
 * @param name its key in the document
 * @param to where it is reached, each as {@link #isPlace} wants it; compared character by character
 * @param runtime its id
 * @param audience its trust domain
 * @param key its own
 * @param actions what may leave at most; empty for all that the artifact grants
 * @param lifetime how long a link to it lives at most
 */
public record Destination(
    String name,
    List<String> to,
    String runtime,
    String audience,
    PublicKey key,
    List<ActionPattern> actions,
    Duration lifetime) {
  /** When the document does not say. */
  public static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(60);

  private static final Pattern SERVER =
      Pattern.compile(
          "[a-z][a-z0-9+.-]{0,30}://([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}]):[1-9][0-9]{0,4}");
  private static final Pattern QUEUE =
      Pattern.compile("[a-z][a-z0-9+.-]{0,30}:(?!//)[!-)+-~]{1,255}");

  /** Copies the lists. */
  public Destination {
    to = List.copyOf(to);
    actions = List.copyOf(actions);
  }

  /**
   * Whether the text is {@code scheme://host:port}, the host in lower case and the port spelt out,
   * or {@code scheme:name} without a star. One place has one spelling, so that what is compared is
   * what is reached.
   */
  public static boolean isPlace(String text) {
    return SERVER.matcher(text).matches() || QUEUE.matcher(text).matches();
  }

  /** Whether an action of the artifact may leave. */
  public boolean admits(String action) {
    return actions.isEmpty() || actions.stream().anyMatch(pattern -> pattern.matches(action));
  }

  /** Whether nothing leaves by the other that does not leave by this one. */
  public boolean covers(Destination other) {
    return runtime.equals(other.runtime)
        && audience.equals(other.audience)
        && key.equals(other.key)
        && lifetime.compareTo(other.lifetime) >= 0
        && (actions.isEmpty()
            || (!other.actions.isEmpty() && other.actions.stream().allMatch(this::admitsAll)));
  }

  private boolean admitsAll(ActionPattern other) {
    return actions.stream()
        .anyMatch(
            pattern ->
                pattern.equals(other)
                    || (pattern.isPrefix()
                        && pattern.matches(
                            other.isPrefix()
                                ? other.text().substring(0, other.text().length() - 1)
                                : other.text())));
  }
}
