package io.writ.weave;

import io.writ.core.catalogue.GovernedMethod.Accessor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.Type;

/** The components of one record. Only of a record is it sure that a name has an accessor. */
final class RecordComponents {
  private final String owner;
  private final Map<String, String> descriptors = new LinkedHashMap<>();

  private RecordComponents(String owner) {
    this.owner = owner;
  }

  /** Those of a type, or null when it is no record or cannot be read. */
  static @Nullable RecordComponents find(TypeReader types, Type type) {
    ClassReader reader = type.getSort() == Type.OBJECT ? types.find(type.getInternalName()) : null;
    if (reader == null || !"java/lang/Record".equals(reader.getSuperName())) {
      return null;
    }
    RecordComponents components = new RecordComponents(type.getInternalName());
    reader.accept(
        components.visitor(),
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return components;
  }

  /**
   * How the component is read.
   *
   * @throws WeaveRefused when there is none of this name
   */
  Accessor accessor(String what, String component) {
    String descriptor = descriptors.get(component);
    if (descriptor == null) {
      throw new WeaveRefused(
          what
              + " takes the record ["
              + owner.replace('/', '.')
              + "], which has no component ["
              + component
              + "]; it has "
              + descriptors.keySet());
    }
    return new Accessor(owner, component, "()" + descriptor);
  }

  private ClassVisitor visitor() {
    return new ClassVisitor(Opcodes.ASM9) {
      @Override
      public @Nullable RecordComponentVisitor visitRecordComponent(
          String name, String descriptor, @Nullable String signature) {
        descriptors.put(name, descriptor);
        return null;
      }
    };
  }
}
