package io.writ.weave;

import io.writ.core.policy.ActionMapping;
import io.writ.core.policy.MethodPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The policy's mappings, laid out for the one question that is asked of every class that loads:
 * does any of them speak of it?
 */
final class Mappings {
  /** Of a policy without any: only {@code @Governed} governs. */
  static final Mappings NONE = new Mappings(List.of());

  private static final int UTF8_TAG = 1;

  private final List<ActionMapping> mappings;
  private final List<MethodPattern> patterns = new ArrayList<>();

  /** Descriptors of all annotations that govern, {@code @Governed} among them, by their length. */
  private final Map<Integer, List<byte[]>> annotations = new HashMap<>();

  private final Map<String, Set<String>> descriptors = new HashMap<>();
  private final boolean isReachingTheJdk;
  private final boolean isNamingParameters;

  Mappings(List<ActionMapping> mappings) {
    this.mappings = List.copyOf(mappings);
    want(ClassSummary.GOVERNED);
    for (ActionMapping mapping : mappings) {
      patterns.addAll(mapping.methods());
      Set<String> own =
          mapping.annotations().stream().map(Mappings::descriptor).collect(Collectors.toSet());
      descriptors.put(mapping.id(), own);
      own.forEach(this::want);
    }
    this.isReachingTheJdk = patterns.stream().anyMatch(pattern -> pattern.canMatchUnder("java."));
    this.isNamingParameters =
        mappings.stream()
            .anyMatch(
                mapping ->
                    mapping.isEveryArgument()
                        || mapping.arguments().values().stream()
                            .anyMatch(selector -> selector.parameter() != null));
  }

  private void want(String descriptor) {
    byte[] utf8 = descriptor.getBytes(StandardCharsets.UTF_8);
    annotations.computeIfAbsent(utf8.length, length -> new ArrayList<>()).add(utf8);
  }

  private static String descriptor(String binaryName) {
    return "L" + binaryName.replace('.', '/') + ";";
  }

  List<ActionMapping> all() {
    return mappings;
  }

  /** Whether a type under {@code java.} may hand a declaration on. */
  boolean reachTheJdk() {
    return isReachingTheJdk;
  }

  /** Whether the names of parameters are of any interest. */
  boolean nameParameters() {
    return isNamingParameters;
  }

  /** Whether an annotation on a class or method can make a mapping speak of it. */
  boolean isAnnotation(String descriptor) {
    return descriptors.values().stream().anyMatch(own -> own.contains(descriptor));
  }

  /**
   * Whether the class itself can declare a governed method: by its name, or because its constant
   * pool holds an annotation's descriptor. Asked of every class, so nothing else is read.
   */
  boolean concern(ClassReader reader) {
    return concern(reader.getClassName()) || holdsAnnotation(reader);
  }

  private boolean concern(String internalName) {
    if (patterns.isEmpty()) {
      return false;
    }
    String name = internalName.replace('/', '.');
    for (MethodPattern pattern : patterns) {
      if (pattern.matchesClass(name)) {
        return true;
      }
    }
    return false;
  }

  private boolean holdsAnnotation(ClassReader reader) {
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      if (at > 0 && reader.readByte(at - 1) == UTF8_TAG) {
        List<byte[]> wanted = annotations.get(reader.readUnsignedShort(at));
        if (wanted != null && holds(reader, at + 2, wanted)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean holds(ClassReader reader, int start, List<byte[]> wanted) {
    for (byte[] utf8 : wanted) {
      int k = 0;
      while (k < utf8.length && (byte) reader.readByte(start + k) == utf8[k]) {
        k++;
      }
      if (k == utf8.length) {
        return true;
      }
    }
    return false;
  }

  /** Whether the mapping speaks of the method as this class declares it. */
  boolean isMeant(ActionMapping mapping, ClassSummary type, ClassSummary.Method method) {
    Set<String> wanted = descriptors.getOrDefault(mapping.id(), Set.of());
    if (method.annotations.stream().anyMatch(wanted::contains)) {
      return true;
    }
    if (isMeantByItsClass(method) && type.annotations.stream().anyMatch(wanted::contains)) {
      return true;
    }
    for (MethodPattern pattern : mapping.methods()) {
      if (isMeant(pattern, type, method)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the pattern speaks of the method as this class declares it. */
  static boolean isMeant(MethodPattern pattern, ClassSummary type, ClassSummary.Method method) {
    // The body of a lambda is a method that nobody wrote; only a pattern that says so means it.
    return (!method.isMadeByCompiler() || pattern.method().indexOf('$') >= 0)
        && pattern.matches(type.binaryName(), method.key.name(), method.key.parameterTypes());
  }

  private static boolean isMeantByItsClass(ClassSummary.Method method) {
    return method.is(Opcodes.ACC_PUBLIC)
        && !method.isMadeByCompiler()
        && method.key.name().charAt(0) != '<';
  }
}
