package io.writ.core.constraint;

import io.writ.core.encoding.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads a constraint from JSON, strictly: one of the known types, its members and no others. */
public final class ConstraintReader {
  /** Values in a list of values, paths in {@code path_under}, and so on. */
  public static final int MAX_VALUES = 256;

  /** Clauses of one {@code all} or {@code any}. */
  public static final int MAX_CLAUSES = 16;

  /** How deep {@code all} and {@code any} may stand in one another. */
  public static final int MAX_NESTING = 8;

  /** UTF-8 bytes in one text. */
  public static final int MAX_TEXT_BYTES = 4096;

  private final ConstraintMembers members;
  private final String path;
  private final int nesting;

  private ConstraintReader(ConstraintMembers members, String path, int nesting) {
    this.members = members;
    this.path = path;
    this.nesting = nesting;
  }

  /**
   * The constraint that the JSON spells.
   *
   * @param path where the constraint stands, for messages
   */
  public static Constraint read(JsonValue json, String path) throws ConstraintRefused {
    return read(json, path, 0);
  }

  private static Constraint read(JsonValue json, String path, int nesting)
      throws ConstraintRefused {
    return new ConstraintReader(ConstraintMembers.of(json, path), path, nesting).constraint();
  }

  private Constraint constraint() throws ConstraintRefused {
    return switch (members.type()) {
      case "exact" -> {
        members.checkNames("value");
        yield new Exact(members.scalar("value"));
      }
      case "one_of" -> {
        members.checkNames("values");
        yield new OneOf(members.scalars("values"));
      }
      case "not_one_of" -> notOneOf();
      case "range" -> range();
      case "contains" -> {
        members.checkNames("values");
        yield new Contains(members.texts("values", 1));
      }
      case "subset" -> {
        members.checkNames("values");
        yield new Subset(members.texts("values", 0));
      }
      case "path_under" ->
          new PathUnder(members.oneOrMore("path", "paths", RealPath::find, RealPath.FORM));
      case "url_under" ->
          new UrlUnder(members.oneOrMore("url", "urls", UrlText::findBase, UrlText.FORM));
      case "host" ->
          new Host(members.oneOrMore("host", "hosts", HostPattern::find, HostPattern.FORM));
      case "cidr" -> new Cidr(members.oneOrMore("cidr", "cidrs", IpBlock::find, IpBlock.FORM));
      case "all" -> new All(clauses());
      case "any" -> new Any(clauses());
      case "wildcard" -> {
        members.checkNames();
        yield new Wildcard();
      }
      default ->
          throw members.invalid(
              "type",
              "must be one of [exact, one_of, not_one_of, range, contains, subset, path_under,"
                  + " url_under, host, cidr, all, any, wildcard]");
    };
  }

  private NotOneOf notOneOf() throws ConstraintRefused {
    members.checkNames("values");
    List<Scalar> values = members.scalars("values");
    if (!NotOneOf.areOfOneFamily(values)) {
      throw members.invalid("values", NotOneOf.FORM);
    }
    return new NotOneOf(values);
  }

  private Range range() throws ConstraintRefused {
    members.checkNames("min", "max");
    BigDecimal min = members.findNumber("min");
    BigDecimal max = members.findNumber("max");
    if (min == null && max == null) {
      throw members.lacks("has neither [min] nor [max]");
    }
    if (min != null && max != null && min.compareTo(max) > 0) {
      throw members.invalid("min", "is greater than [max]");
    }
    return new Range(min, max);
  }

  private List<Constraint> clauses() throws ConstraintRefused {
    members.checkNames("of");
    if (nesting == MAX_NESTING) {
      throw members.tooLarge(" is nested deeper than [" + MAX_NESTING + "]");
    }
    List<Constraint> clauses = new ArrayList<>();
    for (JsonValue item : members.items("of", 1, MAX_CLAUSES)) {
      clauses.add(read(item, path + ".of[" + clauses.size() + "]", nesting + 1));
    }
    return clauses;
  }
}
