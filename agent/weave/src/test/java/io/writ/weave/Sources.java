package io.writ.weave;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java sources, compiled in memory: what a compiler makes of them is what gets woven. */
final class Sources {
  private Sources() {}

  /** Compiles with the names of parameters. */
  static Map<String, byte[]> compile(String source) {
    return compile(source, "-parameters", "-g");
  }

  /**
   * Class files by internal name.
   *
   * @param options of javac; {@code -g:none} leaves the names of variables out
   */
  static Map<String, byte[]> compile(String source, String... options) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> problems = new DiagnosticCollector<>();
    Memory memory = new Memory(javac.getStandardFileManager(problems, null, null));
    List<String> all = Stream.concat(Stream.of("--release", "17"), Stream.of(options)).toList();
    boolean isDone =
        javac.getTask(null, memory, problems, all, null, List.of(new Text(source))).call();
    if (!isDone) {
      throw new AssertionError(problems.getDiagnostics());
    }
    Map<String, byte[]> classes = new HashMap<>();
    memory.made.forEach(file -> classes.put(file.internalName, file.bytes.toByteArray()));
    return classes;
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String source;

    Text(String source) {
      super(URI.create("memory:///Source.java"), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }
  }

  private static final class ClassFile extends SimpleJavaFileObject {
    final String internalName;
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    ClassFile(String binaryName) {
      super(URI.create("memory:///" + binaryName + ".class"), Kind.CLASS);
      this.internalName = binaryName.replace('.', '/');
    }

    @Override
    public OutputStream openOutputStream() {
      return bytes;
    }
  }

  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    final List<ClassFile> made = new ArrayList<>();

    Memory(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      ClassFile file = new ClassFile(className);
      made.add(file);
      return file;
    }
  }
}
