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
 * @param action the action that they ask for
 * @param isEveryArgument whether every parameter is an argument under its own name
 * @param arguments where each named argument is found, in document order; empty when {@code
 *     isEveryArgument}
 */
public record ActionMapping(
    String id,
    List<String> annotations,
    List<MethodPattern> methods,
    ActionTemplate action,
    boolean isEveryArgument,
    Map<String, ArgumentSelector> arguments) {

  /** Copies what it is given. */
  public ActionMapping {
    annotations = List.copyOf(annotations);
    methods = List.copyOf(methods);
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }
}
