package io.writ.core.policy;

/**
 * {@code class#method} or {@code class#method(types)}. Class and method may each end in a star that
 * stands for any characters.
 *
 * @param className binary name, {@code java.sql.Statement}, or a prefix
 * @param method a name or a prefix
 * @param parameters types as {@code long,java.lang.String}, or {@code *} for any
 */
public record MethodPattern(String className, String method, String parameters) {
  /** For any parameter types. */
  public static final String ANY = "*";
}
