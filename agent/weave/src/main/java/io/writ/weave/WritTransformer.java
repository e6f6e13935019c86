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
  private final HandOverWeaver handOvers;
  private final ApplicationWeaver application;
  private final OwnPackages own;
  private final ClassLoader agentLoader;
  private final Consumer<String> complaints;

  WritTransformer(
      JdkWeaver jdk,
      HandOverWeaver handOvers,
      ApplicationWeaver application,
      OwnPackages own,
      ClassLoader agentLoader,
      Consumer<String> complaints) {
    this.jdk = jdk;
    this.handOvers = handOvers;
    this.application = application;
    this.own = own;
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
      if (loaded == null && loader != agentLoader) {
        own.check(loader, internalName == null ? ClassFiles.name(bytes) : internalName);
      }
      if (internalName != null && JdkTypes.isOfTheJdk(module, loader)) {
        byte @Nullable [] woven = weaveJdk(internalName, bytes);
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

  private byte @Nullable [] weaveJdk(String internalName, byte[] bytes) {
    // The checks last, so that they come first.
    byte @Nullable [] handing = handOvers.weave(internalName, bytes);
    byte @Nullable [] woven = jdk.weave(internalName, handing == null ? bytes : handing);
    return woven == null ? handing : woven;
  }

  private byte[] refused(@Nullable String internalName, Throwable cause) {
    try {
      complaints.accept(
          "writ: class ["
              + (internalName == null ? "?" : internalName.replace('/', '.'))
              + "] is refused because it cannot be governed: "
              + reason(cause));
    } catch (Throwable t) {
      // Refused all the same: what is thrown from here would let the class in as it is.
      return POISON;
    }
    return POISON;
  }

  /**
   * A class loader of the application's can throw what throws again when it is to say what it is.
   */
  private static String reason(Throwable cause) {
    try {
      return cause instanceof WeaveRefused ? String.valueOf(cause.getMessage()) : cause.toString();
    } catch (RuntimeException | Error e) {
      return cause.getClass().getName();
    }
  }
}
