package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod;
import io.writ.core.catalogue.GovernedMethod.Source;
import io.writ.core.constraint.Arguments;
import io.writ.core.policy.ActionMapping;
import io.writ.core.policy.ArgumentSelector;
import io.writ.core.policy.MethodPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** What methods themselves declare: by {@code @Governed}, and by the mappings that mean them. */
final class Declarations {
  private final TypeReader types;

  Declarations(TypeReader types) {
    this.types = types;
  }

  /**
   * The declarations that the method makes where it stands, each of another origin.
   *
   * @throws WeaveRefused when an argument of one cannot be found
   */
  List<GovernedMethod> of(ClassSummary type, ClassSummary.Method method) {
    List<GovernedMethod> own = new ArrayList<>();
    if (method.isGoverned) {
      own.add(type.governedMethod(method));
    }
    ClassSummary.Method target = method.bridged == null ? null : type.methods.get(method.bridged);
    for (ActionMapping mapping : types.mappings().all()) {
      // A bridge has no parameter names, and what it forwards to declares the same.
      boolean isForwarded = target != null && types.mappings().isMeant(mapping, type, target);
      if (!isForwarded && types.mappings().isMeant(mapping, type, method)) {
        own.add(mapped(mapping, type, method));
      }
    }
    return own;
  }

  /** Refuses a class that lacks a method which a mapping promises by the class's own name. */
  void checkPresent(ClassSummary type) {
    for (ActionMapping mapping : types.mappings().all()) {
      for (MethodPattern pattern : mapping.methods()) {
        if (pattern.isOneClass() && pattern.matchesClass(type.binaryName())) {
          checkPresent(mapping, pattern, type);
        }
      }
    }
  }

  void checkPresent(ActionMapping mapping, MethodPattern pattern, ClassSummary type) {
    if (type.methods.values().stream().noneMatch(m -> Mappings.isMeant(pattern, type, m))) {
      throw new WeaveRefused(
          "mapping ["
              + mapping.id()
              + "] names ["
              + pattern
              + "], and the class declares no such method; name the class that declares it");
    }
  }

  private GovernedMethod mapped(
      ActionMapping mapping, ClassSummary type, ClassSummary.Method method) {
    String what = "mapping [" + mapping.id() + "]: method [" + type.describe(method.key) + "]";
    String action;
    try {
      action =
          mapping.action().of(type.binaryName(), method.key.name(), method.key.parameterTypes());
    } catch (IllegalArgumentException e) {
      throw new WeaveRefused(what + " has no action: " + e.getMessage());
    }
    if (mapping.isEveryArgument()) {
      return everyArgument(mapping.id(), action, what, method);
    }
    List<Source> sources = new ArrayList<>();
    for (Map.Entry<String, ArgumentSelector> argument : mapping.arguments().entrySet()) {
      sources.add(source(what, argument.getKey(), argument.getValue(), method));
    }
    return new GovernedMethod(
        mapping.id(), action, List.copyOf(mapping.arguments().keySet()), sources);
  }

  private static GovernedMethod everyArgument(
      String mapping, String action, String what, ClassSummary.Method method) {
    int count = method.parameterTypes().length;
    if (count > Arguments.MAX_ARGUMENTS) {
      throw new WeaveRefused(
          what
              + " has ["
              + count
              + "] parameters, and at most ["
              + Arguments.MAX_ARGUMENTS
              + "] can be arguments; list those that rules decide by");
    }
    List<String> names = method.parameters.all();
    return new GovernedMethod(
        mapping,
        action,
        names == null ? IntStream.range(0, count).mapToObj(i -> "arg" + i).toList() : names,
        IntStream.range(0, count).mapToObj(i -> new Source(i, null)).toList());
  }

  private Source source(
      String what, String argument, ArgumentSelector selector, ClassSummary.Method method) {
    int parameter = parameter(what, argument, selector, method);
    String component = selector.component();
    if (component == null) {
      return new Source(parameter, null);
    }
    Type type = method.parameterTypes()[parameter];
    RecordComponents components = RecordComponents.find(types, type);
    if (components == null) {
      throw new WeaveRefused(
          what
              + " takes a ["
              + type.getClassName()
              + "] at index ["
              + parameter
              + "], which is not a record that can be read; argument ["
              + argument
              + "] needs a record, or the parameter itself");
    }
    return new Source(parameter, components.accessor(what, component));
  }

  private static int parameter(
      String what, String argument, ArgumentSelector selector, ClassSummary.Method method) {
    int count = method.parameterTypes().length;
    String name = selector.parameter();
    if (name == null) {
      if (selector.index() >= count) {
        throw new WeaveRefused(
            what
                + " has ["
                + count
                + "] parameters and none at index ["
                + selector.index()
                + "]; give the mapping parameter types, as [class#method(types)]");
      }
      return selector.index();
    }
    for (int i = 0; i < count; i++) {
      if (name.equals(method.parameters.find(i))) {
        return i;
      }
    }
    @Nullable List<String> names = method.parameters.all();
    throw new WeaveRefused(
        names == null
            ? what
                + " does not tell the names of its parameters; compile it with -parameters, or give"
                + " the index of ["
                + argument
                + "] in the mapping"
            : what
                + " has no parameter ["
                + name
                + "], it has "
                + names
                + "; correct the name, or give the mapping parameter types, as"
                + " [class#method(types)]");
  }
}
