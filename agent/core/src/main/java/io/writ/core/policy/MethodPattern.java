package io.writ.core.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * {@code class#method} or {@code class#method(types)}. Class and method may each end in a star that
 * stands for any characters. A star never stands for a constructor, which is {@code <init>}.
 *
 * @param className binary name, {@code java.sql.Statement}, or a prefix
 * @param method a name or a prefix
 * @param parameters types as {@code long,java.lang.String}, or {@code *} for any
 */
public record MethodPattern(String className, String method, String parameters) {
  /** For any parameter types. */
  public static final String ANY = "*";

  /** The name of every constructor. */
  public static final String CONSTRUCTOR = "<init>";

  private static final String ARRAY = "[]";

  /**
   * The pattern that a text spells. Spaces between the types are allowed.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  public static MethodPattern parse(String text) {
    int hash = text.indexOf('#');
    if (hash < 0) {
      throw new IllegalArgumentException(
          "must be [class#method] or [class#method(types)], for example"
              + " [java.sql.Statement#execute*]");
    }
    int open = text.indexOf('(', hash);
    String className = text.substring(0, hash);
    String method = text.substring(hash + 1, open < 0 ? text.length() : open);
    checkClass(className);
    checkMethod(method);
    return new MethodPattern(
        className, method, open < 0 ? ANY : parameters(text.substring(open + 1)));
  }

  /** Whether it speaks of a method. */
  public boolean matches(String binaryName, String methodName, String parameterTypes) {
    return matchesClass(binaryName)
        && matches(method, methodName)
        && (methodName.charAt(0) != '<' || method.equals(methodName))
        && (parameters.equals(ANY) || parameters.equals(parameterTypes));
  }

  /** Whether it speaks of methods of this class. */
  public boolean matchesClass(String binaryName) {
    return matches(className, binaryName);
  }

  /** Whether the class is named in full. */
  public boolean isOneClass() {
    return !isPrefix(className);
  }

  /** Whether some class whose name begins so can match. */
  public boolean canMatchUnder(String prefix) {
    String start = isPrefix(className) ? className.substring(0, className.length() - 1) : className;
    return start.startsWith(prefix) || (isPrefix(className) && prefix.startsWith(start));
  }

  /** As the policy spells it. */
  @Override
  public String toString() {
    return className + "#" + method + (parameters.equals(ANY) ? "" : "(" + parameters + ")");
  }

  /** Whether a text is the binary name of a class. */
  public static boolean isClassName(String text) {
    for (String part : text.split("\\.", -1)) {
      if (!isIdentifier(part)) {
        return false;
      }
    }
    return true;
  }

  static boolean isIdentifier(String text) {
    return !text.isEmpty()
        && Character.isJavaIdentifierStart(text.charAt(0))
        && text.chars().skip(1).allMatch(Character::isJavaIdentifierPart);
  }

  private static boolean matches(String pattern, String name) {
    return isPrefix(pattern)
        ? name.regionMatches(0, pattern, 0, pattern.length() - 1)
        : pattern.equals(name);
  }

  private static boolean isPrefix(String pattern) {
    return pattern.charAt(pattern.length() - 1) == '*';
  }

  private static void checkClass(String className) {
    if (className.equals("*")) {
      throw new IllegalArgumentException(
          "names every class; begin with a package, for example [com.acme.*]");
    }
    // What stands before a star may end inside a name or after a dot.
    String whole = className.endsWith("*") ? className.replaceFirst("\\*$", "x") : className;
    if (!isClassName(whole)) {
      throw new IllegalArgumentException(
          "has the class ["
              + className
              + "]; write the name as Class.getName() gives it, with one [*] at most, at the end");
    }
  }

  private static void checkMethod(String method) {
    String whole = method.endsWith("*") ? method.replaceFirst("\\*$", "x") : method;
    if (method.equals("<clinit>")) {
      throw new IllegalArgumentException("names a static initialiser, which cannot be governed");
    }
    if (!method.equals(CONSTRUCTOR) && !isIdentifier(whole)) {
      throw new IllegalArgumentException(
          "has the method ["
              + method
              + "]; write a name with one [*] at most, at the end, or [<init>]");
    }
  }

  private static String parameters(String rest) {
    if (!rest.endsWith(")")) {
      throw new IllegalArgumentException("has types that do not end in [)]");
    }
    String list = rest.substring(0, rest.length() - 1).strip();
    List<String> types = new ArrayList<>();
    for (String part : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      String type = part.strip();
      String element = type;
      while (element.endsWith(ARRAY)) {
        element = element.substring(0, element.length() - ARRAY.length());
      }
      if (!isClassName(element)) {
        throw new IllegalArgumentException(
            "has the type [" + type + "]; write types as [long,java.lang.String,byte[]]");
      }
      types.add(type);
    }
    return String.join(",", types);
  }
}
