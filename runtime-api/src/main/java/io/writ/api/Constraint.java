package io.writ.api;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an argument, or a fact about the environment, may be. The types and what each admits are
 * those of the specification of the artifact (scope).
 */
public final class Constraint {
  private final String type;
  private final Map<String, Object> operands;

  private Constraint(String type, Map<String, Object> operands) {
    this.type = type;
    this.operands = Collections.unmodifiableMap(operands);
  }

  private static Constraint of(String type, String operand, Object value) {
    Map<String, Object> operands = new LinkedHashMap<>();
    operands.put(operand, value);
    return new Constraint(type, operands);
  }

  private static List<Object> list(Object... values) {
    List<Object> list = new ArrayList<>();
    for (Object value : values) {
      list.add(Objects.requireNonNull(value, "value"));
    }
    return Collections.unmodifiableList(list);
  }

  /** This text. */
  public static Constraint exact(String value) {
    return of("exact", "value", Objects.requireNonNull(value, "value"));
  }

  /** This number. */
  public static Constraint exact(long value) {
    return of("exact", "value", value);
  }

  /** This number. */
  public static Constraint exact(BigDecimal value) {
    return of("exact", "value", Objects.requireNonNull(value, "value"));
  }

  /** This boolean. */
  public static Constraint exact(boolean value) {
    return of("exact", "value", value);
  }

  /** One of these texts. */
  public static Constraint oneOf(String... values) {
    return of("one_of", "values", list((Object[]) values));
  }

  /** A text that is none of these. */
  public static Constraint notOneOf(String... values) {
    return of("not_one_of", "values", list((Object[]) values));
  }

  /** A number that is not greater. */
  public static Constraint atMost(long max) {
    return of("range", "max", max);
  }

  /** A number that is not greater. */
  public static Constraint atMost(BigDecimal max) {
    return of("range", "max", Objects.requireNonNull(max, "max"));
  }

  /** A number that is not less. */
  public static Constraint atLeast(long min) {
    return of("range", "min", min);
  }

  /** A number that is not less. */
  public static Constraint atLeast(BigDecimal min) {
    return of("range", "min", Objects.requireNonNull(min, "min"));
  }

  /** A number between the two, both included. */
  public static Constraint between(long min, long max) {
    return between(BigDecimal.valueOf(min), BigDecimal.valueOf(max));
  }

  /** A number between the two, both included. */
  public static Constraint between(BigDecimal min, BigDecimal max) {
    Map<String, Object> operands = new LinkedHashMap<>();
    operands.put("min", Objects.requireNonNull(min, "min"));
    operands.put("max", Objects.requireNonNull(max, "max"));
    return new Constraint("range", operands);
  }

  /** A file that is one of these or below one, compared by its real path. */
  public static Constraint pathUnder(String... paths) {
    return of("path_under", "paths", list((Object[]) paths));
  }

  /** A URL that is one of these or below one. */
  public static Constraint urlUnder(String... urls) {
    return of("url_under", "urls", list((Object[]) urls));
  }

  /** A host name that is one of these, or below one that begins with {@code *.}. */
  public static Constraint host(String... hosts) {
    return of("host", "hosts", list((Object[]) hosts));
  }

  /** A numeric address in one of these blocks. */
  public static Constraint cidr(String... blocks) {
    return of("cidr", "cidrs", list((Object[]) blocks));
  }

  /** A list of texts that has all of these. */
  public static Constraint contains(String... values) {
    return of("contains", "values", list((Object[]) values));
  }

  /** A list of texts that has only these; none means the empty list. */
  public static Constraint subset(String... values) {
    return of("subset", "values", list((Object[]) values));
  }

  /** What every one of these admits. */
  public static Constraint all(Constraint... clauses) {
    return of("all", "of", list((Object[]) clauses));
  }

  /** What any one of these admits. */
  public static Constraint any(Constraint... clauses) {
    return of("any", "of", list((Object[]) clauses));
  }

  /** Anything. */
  public static Constraint wildcard() {
    return new Constraint("wildcard", new LinkedHashMap<>());
  }

  /** The type's name in an artifact. */
  public String type() {
    return type;
  }

  /**
   * The members beside the type: values are {@link String}, {@link Long}, {@link BigDecimal},
   * {@link Boolean}, {@link Constraint} or unmodifiable lists of them.
   */
  public Map<String, Object> operands() {
    return operands;
  }

  /** The type; operands may be confidential. */
  @Override
  public String toString() {
    return type;
  }
}
