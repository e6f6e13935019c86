package io.writ.enforce;

import io.writ.core.constraint.Arguments;
import io.writ.core.constraint.Arguments.Kind;
import javax.management.ObjectName;
import javax.naming.CompositeName;
import javax.naming.CompoundName;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Values of classes that are not in {@code java.base}. A class of its own, so that the JDK loads
 * them when the first of them is read and not when the agent starts.
 */
final class PlatformValues {
  private PlatformValues() {}

  static void addObjectName(@Nullable Object value, Arguments arguments) {
    if (value != null && value.getClass() == ObjectName.class) {
      arguments.add(Kind.TEXT, ((ObjectName) value).getCanonicalName());
    } else {
      arguments.add(Kind.OPAQUE, null);
    }
  }

  static void addName(@Nullable Object value, Arguments arguments) {
    if (value != null
        && (value.getClass() == CompositeName.class
            || value.getClass() == CompoundName.class
            || value.getClass() == LdapName.class)) {
      arguments.add(Kind.TEXT, value.toString());
    } else {
      arguments.add(Kind.OPAQUE, null);
    }
  }

  /** Whether it is one of the names under which the JDK registers its own beans. */
  static boolean isNameOfTheJdk(@Nullable Object value) {
    if (value == null || value.getClass() != ObjectName.class) {
      return false;
    }
    return switch (((ObjectName) value).getDomain()) {
      case "java.lang",
          "java.nio",
          "java.util.logging",
          "com.sun.management",
          "jdk.management.jfr",
          "JMImplementation" ->
          true;
      default -> false;
    };
  }
}
