package io.writ.core.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One entry of the section on actions: methods that nobody annotated with {@code @Governed} and
 * that are governed all the same.
 *
 * @param id the entry's key
 * @param annotations binary names; a method that bears one of them, or whose class does, is meant
 * @param methods which methods are meant by name
 * @param action the action id, with {@code {class}}, {@code {simple}}, {@code {method}} and {@code
 *     {parameters}} standing for the method's own
 * @param isEveryArgument whether every parameter is an argument under its own name
 * @param arguments selectors by argument name, in document order: a parameter's name, its index
 *     from 0, or either followed by {@code .} and a component of a record; empty when {@code
 *     isEveryArgument}
 */
public record ActionMapping(
    String id,
    List<String> annotations,
    List<MethodPattern> methods,
    String action,
    boolean isEveryArgument,
    Map<String, String> arguments) {
  /** The action of a mapping that names none: as {@code @Governed} derives it. */
  public static final String DERIVED = "java:{class}#{method}({parameters})";

  /** Copies what it is given. */
  public ActionMapping {
    annotations = List.copyOf(annotations);
    methods = List.copyOf(methods);
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }
}
