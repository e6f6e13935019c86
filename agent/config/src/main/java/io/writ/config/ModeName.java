package io.writ.config;

import io.writ.core.policy.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How modes are spelt. */
final class ModeName {
  static final List<String> ALL = List.of("enforce", "observe");

  private ModeName() {}

  static @Nullable Mode find(String text) {
    return switch (text) {
      case "enforce" -> Mode.ENFORCE;
      case "observe" -> Mode.OBSERVE;
      default -> null;
    };
  }
}
