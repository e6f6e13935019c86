package io.writ.weave;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Collects annotations that a mapping names, also where one is repeated: the compiler then puts
 * them into the {@code value} of a container, and the class or method bears only that.
 */
final class MappedAnnotations extends AnnotationVisitor {
  private static final String VALUE = "value";

  private final Mappings mappings;
  private final Set<String> found;

  private MappedAnnotations(Mappings mappings, Set<String> found) {
    super(Opcodes.ASM9);
    this.mappings = mappings;
    this.found = found;
  }

  /** Adds the annotation to those that were found, and returns a visitor of what it may contain. */
  static @Nullable AnnotationVisitor visit(
      String descriptor, Mappings mappings, Set<String> found) {
    if (mappings.isAnnotation(descriptor)) {
      found.add(descriptor);
    }
    return mappings.all().isEmpty() ? null : new MappedAnnotations(mappings, found);
  }

  @Override
  public @Nullable AnnotationVisitor visitArray(String name) {
    return name.equals(VALUE) ? this : null;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
    // Without a name: an element of the array.
    if (name == null && mappings.isAnnotation(descriptor)) {
      found.add(descriptor);
    }
    return null;
  }
}
