package io.writ.weave;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Reads types as resources of one loader, never as classes; see {@link KnownTypes} for why. What is
 * under {@code java.} can only come from the JDK and is read there, whatever the loader says.
 */
final class TypeReader {
  private final Mappings mappings;
  private final ClassLoader loader;

  TypeReader(Mappings mappings, ClassLoader loader) {
    this.mappings = mappings;
    this.loader = loader;
  }

  Mappings mappings() {
    return mappings;
  }

  ClassLoader loader() {
    return loader;
  }

  /** The type, or null when there is no such resource. */
  @Nullable ClassReader find(String internalName) {
    ClassLoader from = JdkTypes.isUnderJava(internalName) ? JdkTypes.LOADER : loader;
    try (InputStream in = from.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : ClassFiles.read(in.readAllBytes());
    } catch (IOException e) {
      throw new WeaveRefused(
          "its supertype [" + internalName.replace('/', '.') + "] cannot be read: " + e);
    }
  }

  /** What the weaver must know of the type, or null when there is no such resource. */
  @Nullable ClassSummary findSummary(String internalName) {
    ClassReader reader = find(internalName);
    return reader == null ? null : ClassSummary.of(reader, mappings);
  }
}
