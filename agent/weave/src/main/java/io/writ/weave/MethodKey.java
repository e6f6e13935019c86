package io.writ.weave;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.objectweb.asm.Type;

/** A method's name and JVM descriptor: what overriding compares. */
record MethodKey(String name, String descriptor) {

  /** {@code long,java.lang.String}. */
  String parameterTypes() {
    return Arrays.stream(Type.getArgumentTypes(descriptor))
        .map(Type::getClassName)
        .collect(Collectors.joining(","));
  }
}
