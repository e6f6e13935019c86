package io.writ.weave;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
      @Nullable Module module,
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> loaded,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    try {
      if (internalName != null && JdkTypes.isOfTheJdk(module, loader)) {
        byte @Nullable [] woven = jdk.weave(internalName, bytes);
        if (woven != null || loader == null) {
          return woven;
        }
      }
      return loader == null || loader == agentLoader
          ? null
          : application.weave(loader, loaded != null, bytes);
    } catch (VirtualMachineError e) {
      // At the end of the stack or the heap nothing can be called any more, not even to say so.
      return POISON;
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
}
