package io.writ.weave;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Hands every class to its weaver, and lets none through unwoven by accident.
 *
 * <p>The JVM ignores what a transformer throws and loads the class as it was. So whatever goes
 * wrong here, the answer is bytes that the JVM refuses, and one line on stderr that says why.
 */
final class WritTransformer implements ClassFileTransformer {
  /** Not a class file: defining it is a {@code ClassFormatError}. */
  private static final byte[] POISON = {'W', 'r', 'i', 't'};

  private final JdkWeaver jdk;
  private final ApplicationWeaver application;
  private final ClassLoader agentLoader;
  private final Consumer<String> complaints;

  WritTransformer(
      JdkWeaver jdk,
      ApplicationWeaver application,
      ClassLoader agentLoader,
      Consumer<String> complaints) {
    this.jdk = jdk;
    this.application = application;
    this.agentLoader = agentLoader;
    this.complaints = complaints;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> loaded,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    try {
      if (loader == null) {
        return internalName == null ? null : jdk.weave(internalName, bytes);
      }
      return loader == agentLoader ? null : application.weave(loader, loaded, bytes);
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return loaded == null ? unlinkable(bytes) : refused(internalName, e);
    } catch (Throwable t) {
      return refused(internalName, t);
    }
  }

  private byte[] refused(@Nullable String internalName, Throwable cause) {
    String reason = cause instanceof WeaveRefused ? cause.getMessage() : cause.toString();
    complaints.accept(
        "writ: class ["
            + (internalName == null ? "?" : internalName.replace('/', '.'))
            + "] is refused because it cannot be governed: "
            + reason);
    return POISON.clone();
  }

  /**
   * A class with the same supertypes and nothing else. A supertype could not be loaded, so the JVM
   * will fail on it too, with the error that the application expects; should it succeed after all,
   * there is no ungoverned body in the class.
   */
  private static byte[] unlinkable(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        reader.getAccess(),
        reader.getClassName(),
        null,
        reader.getSuperName(),
        reader.getInterfaces());
    writer.visitEnd();
    return writer.toByteArray();
  }
}
