package io.writ.weave;

import io.writ.core.catalogue.JdkSite;
import io.writ.core.catalogue.SiteRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Weaves the catalogue's sites: {@code Gate.check(SITE, a, b, n)} in front of the body. */
final class JdkWeaver {
  static final String GATE = "io/writ/gate/Gate";
  static final String CHECK = "check";
  static final String CHECK_DESCRIPTOR = "(ILjava/lang/Object;Ljava/lang/Object;J)V";

  /** A site under its number. */
  record NumberedSite(int number, JdkSite site) {}

  private final Map<String, Map<MethodKey, List<NumberedSite>>> byClass = new HashMap<>();

  JdkWeaver(List<JdkSite> sites, SiteRegistry registry) {
    for (JdkSite site : sites) {
      byClass
          .computeIfAbsent(site.className().replace('.', '/'), name -> new HashMap<>())
          .computeIfAbsent(
              new MethodKey(site.method(), site.descriptor()), key -> new ArrayList<>())
          .add(new NumberedSite(registry.register(site), site));
    }
  }

  /** Internal names of the classes that hold a site. */
  Set<String> classNames() {
    return byClass.keySet();
  }

  /** The numbers of the class's sites, by method. */
  Map<MethodKey, Set<Integer>> siteNumbers(String internalName) {
    Map<MethodKey, Set<Integer>> numbers = new HashMap<>();
    byClass
        .getOrDefault(internalName, Map.of())
        .forEach(
            (key, sites) ->
                numbers.put(
                    key, sites.stream().map(NumberedSite::number).collect(Collectors.toSet())));
    return numbers;
  }

  /**
   * The woven class, or null when the catalogue has no site in it.
   *
   * @throws WeaveRefused when the class has not the methods that the catalogue promises to guard
   */
  byte @Nullable [] weave(String internalName, byte[] bytes) {
    Map<MethodKey, List<NumberedSite>> sites = byClass.get(internalName);
    if (sites == null) {
      return null;
    }
    ClassReader reader = ClassFiles.read(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Set<MethodKey> guarded = new HashSet<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String descriptor,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            MethodKey key = new MethodKey(name, descriptor);
            List<NumberedSite> site = sites.get(key);
            boolean hasBody = (access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) == 0;
            if (site == null || !hasBody) {
              return next;
            }
            guarded.add(key);
            return new JdkPrologue(next, site, access, name, reader.getSuperName());
          }
        },
        0);
    for (MethodKey promised : sites.keySet()) {
      if (!guarded.contains(promised)) {
        throw new WeaveRefused(
            "it lacks the promised site ["
                + promised.name()
                + promised.descriptor()
                + "]; use a JDK that the catalogue knows");
      }
    }
    return writer.toByteArray();
  }
}
