package io.writ.core.constraint;

import io.writ.core.encoding.JsonWriter;
import java.util.Locale;

/** The thirteen types, in the order of the specification's table. */
enum ConstraintType {
  EXACT("exact one_of all any"),
  ONE_OF("exact one_of all any"),
  NOT_ONE_OF("exact one_of not_one_of range path_under url_under host cidr all any"),
  RANGE("exact one_of range all any"),
  CONTAINS("contains all any"),
  SUBSET("subset all any"),
  PATH_UNDER("path_under all any"),
  URL_UNDER("exact one_of url_under all any"),
  HOST("exact one_of host all any"),
  CIDR("exact one_of cidr all any"),
  ALL(
      "exact one_of not_one_of range contains subset path_under url_under host cidr all any"
          + " wildcard"),
  ANY(
      "exact one_of not_one_of range contains subset path_under url_under host cidr all any"
          + " wildcard"),
  WILDCARD(
      "exact one_of not_one_of range contains subset path_under url_under host cidr all any"
          + " wildcard");

  private final String covered;

  ConstraintType(String covered) {
    this.covered = " " + covered + " ";
  }

  /** Whether the table has a rule for this parent and that child. */
  boolean mayCover(ConstraintType child) {
    return covered.contains(" " + child + " ");
  }

  boolean isComposite() {
    return this == ALL || this == ANY;
  }

  static ConstraintType of(Constraint constraint) {
    String json = JsonWriter.write(constraint.toJson());
    for (ConstraintType type : values()) {
      if (json.startsWith("{\"type\":\"" + type + "\"")) {
        return type;
      }
    }
    throw new AssertionError(json);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
