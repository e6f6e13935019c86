package io.writ.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/**
 * The names of one method's parameters, as far as its class file tells them: those of {@code
 * MethodParameters}, which {@code -parameters} writes, else those of the local variables that live
 * from the method's first instruction, which {@code -g} writes. An abstract method has no local
 * variables.
 */
final class ParameterNames {
  private final Type[] types;
  private final boolean isStatic;
  private final List<@Nullable String> declared = new ArrayList<>();
  private final @Nullable String[] local;
  private @Nullable Label start;

  ParameterNames(Type[] types, boolean isStatic) {
    this.types = types;
    this.isStatic = isStatic;
    this.local = new @Nullable String[types.length];
  }

  void declare(@Nullable String name) {
    declared.add(name);
  }

  /** Takes the first label of the code, where the parameters begin to live. */
  void label(Label label) {
    if (start == null) {
      start = label;
    }
  }

  void local(String name, String descriptor, Label from, int slot) {
    int at = isStatic ? 0 : 1;
    for (int i = 0; i < types.length; i++) {
      if (at == slot && from == start && types[i].getDescriptor().equals(descriptor)) {
        local[i] = name;
      }
      at += types[i].getSize();
    }
  }

  /** The name of a parameter, or null when the class file does not tell. */
  @Nullable String find(int parameter) {
    String name = declared.size() == types.length ? declared.get(parameter) : null;
    return name == null ? local[parameter] : name;
  }

  /** All names in order, or null when one is missing. */
  @Nullable List<String> all() {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      String name = find(i);
      if (name == null) {
        return null;
      }
      names.add(name);
    }
    return names;
  }
}
