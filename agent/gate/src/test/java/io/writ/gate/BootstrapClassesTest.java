package io.writ.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.api.Writ;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class files that the bootstrap loader gets. A call site that links at run time would run JDK
 * code inside a woven JDK method; a static field that can be written, anyone can write.
 */
class BootstrapClassesTest {

  @Test
  void gateAndApi_linkNothingAtRunTime() throws Exception {
    List<String> found = new ArrayList<>();
    for (byte[] bytes : classFiles()) {
      new ClassReader(bytes).accept(new DynamicCalls(found), ClassReader.SKIP_DEBUG);
    }
    assertEquals(List.of(), found);
  }

  @Test
  void gateAndApi_haveNoStaticFieldThatCanBeWritten() throws Exception {
    List<String> found = new ArrayList<>();
    for (byte[] bytes : classFiles()) {
      new ClassReader(bytes).accept(new MutableStatics(found), ClassReader.SKIP_CODE);
    }
    assertEquals(List.of(), found);
  }

  @Test
  void gateAndApi_areOfTheOldestSupportedJdk() throws Exception {
    for (byte[] bytes : classFiles()) {
      ClassReader reader = new ClassReader(bytes);
      assertEquals(Opcodes.V17, reader.readUnsignedShort(6), reader.getClassName());
    }
  }

  private static List<byte[]> classFiles() throws IOException, URISyntaxException {
    List<byte[]> files = new ArrayList<>();
    files.addAll(classFilesOf(Gate.class));
    int gate = files.size();
    files.addAll(classFilesOf(Writ.class));
    assertTrue(gate >= 5 && files.size() >= gate + 8, "class files: " + files.size());
    return files;
  }

  private static List<byte[]> classFilesOf(Class<?> member) throws IOException, URISyntaxException {
    Path home = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
    if (Files.isDirectory(home)) {
      return read(home);
    }
    try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + home.toUri()), Map.of())) {
      return read(jar.getPath("/"));
    }
  }

  private static List<byte[]> read(Path root) throws IOException {
    List<byte[]> files = new ArrayList<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.toList()) {
        String name = path.toString();
        if (name.endsWith(".class") && !name.endsWith("package-info.class")) {
          files.add(Files.readAllBytes(path));
        }
      }
    }
    return files;
  }

  private static final class DynamicCalls extends ClassVisitor {
    private final List<String> found;
    private String owner = "";

    DynamicCalls(List<String> found) {
      super(Opcodes.ASM9);
      this.found = found;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      owner = name;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle bootstrap, Object... arguments) {
          found.add(owner + "#" + name + " calls " + bootstrap.getName() + " for " + called);
        }

        @Override
        public void visitLdcInsn(Object value) {
          if (value instanceof org.objectweb.asm.ConstantDynamic) {
            found.add(owner + "#" + name + " loads " + value);
          }
        }
      };
    }
  }

  private static final class MutableStatics extends ClassVisitor {
    private final List<String> found;
    private String owner = "";

    MutableStatics(List<String> found) {
      super(Opcodes.ASM9);
      this.found = found;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      owner = name;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      if ((access & Opcodes.ACC_STATIC) != 0 && (access & Opcodes.ACC_FINAL) == 0) {
        found.add(owner + "." + name);
      }
      return null;
    }
  }
}
