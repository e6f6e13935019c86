package io.writ.scan.graph;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Every class of the JDK that runs this, in the modules it was linked from. */
public final class JdkClasses {
  private final Map<Call.Key, Call> calls;
  private final List<ScannedClass> classes;

  private JdkClasses(Map<Call.Key, Call> calls, List<ScannedClass> classes) {
    this.calls = calls;
    this.classes = List.copyOf(classes);
  }

  /**
   * Reads all classes.
   *
   * @throws IOException naming module and class when one cannot be read
   */
  public static JdkClasses read() throws IOException {
    Map<Call.Key, Call> calls = new ConcurrentHashMap<>();
    List<ScannedClass> classes = new ArrayList<>();
    List<ModuleReference> modules = new ArrayList<>(ModuleFinder.ofSystem().findAll());
    modules.sort((a, b) -> a.descriptor().name().compareTo(b.descriptor().name()));
    for (ModuleReference module : modules) {
      classes.addAll(read(module, calls));
    }
    return new JdkClasses(calls, classes);
  }

  private static List<ScannedClass> read(ModuleReference module, Map<Call.Key, Call> calls)
      throws IOException {
    Set<String> exported =
        module.descriptor().exports().stream()
            .filter(Predicate.not(ModuleDescriptor.Exports::isQualified))
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet());
    ClassFileParser parser =
        ClassFileParser.forJdk(calls, module.descriptor().name(), exported::contains);
    try (ModuleReader reader = module.open()) {
      List<String> names =
          reader
              .list()
              .filter(name -> name.endsWith(".class") && !name.endsWith("module-info.class"))
              .sorted()
              .toList();
      return names.parallelStream().map(name -> parse(parser, reader, name)).toList();
    } catch (UncheckedIOException e) {
      throw new IOException(
          "module [" + module.descriptor().name() + "]: " + e.getMessage(), e.getCause());
    }
  }

  private static ScannedClass parse(ClassFileParser parser, ModuleReader reader, String name) {
    try {
      byte[] bytes =
          reader
              .open(name)
              .orElseThrow(() -> new IOException("[" + name + "] is listed, but not there"))
              .readAllBytes();
      return parser.parse(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them. */
  public List<ScannedClass> classes() {
    return classes;
  }

  Map<Call.Key, Call> calls() {
    return calls;
  }
}
