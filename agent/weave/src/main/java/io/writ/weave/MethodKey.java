package io.writ.weave;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** A method's name and JVM descriptor: what overriding compares. */
record MethodKey(String name, String descriptor) {

  /** By hand: a record's own is linked at its first call, which every start would pay for. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof MethodKey key
        && name.equals(key.name)
        && descriptor.equals(key.descriptor);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + descriptor.hashCode();
  }

  /** {@code long,java.lang.String}. */
  String parameterTypes() {
    return Arrays.stream(Type.getArgumentTypes(descriptor))
        .map(Type::getClassName)
        .collect(Collectors.joining(","));
  }
}
