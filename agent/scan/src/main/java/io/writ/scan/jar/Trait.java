package io.writ.scan.jar;

import io.writ.scan.MethodPattern;
import io.writ.scan.Table;
import io.writ.scan.graph.ScannedMethod;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something in a class that lets it do what the scan cannot follow: reflection, native methods,
 * services. {@code traits.tsv} lists the calls; native methods and free class names are seen in the
 * class itself.
 *
 * @param id {@code scan:} and a word
 * @param calls the methods whose call shows it
 */
record Trait(String id, List<MethodPattern> calls) {
  /** A native method is declared. */
  static final String NATIVE_METHOD = "scan:native-method";

  /** A class is asked for by a name that is no constant. */
  static final String CLASS_BY_NAME = "scan:class-by-name";

  private static final String TABLE = "traits.tsv";

  static List<Trait> read() throws IOException {
    List<Trait> traits = new ArrayList<>();
    traits.add(new Trait(NATIVE_METHOD, List.of()));
    traits.add(new Trait(CLASS_BY_NAME, List.of()));
    for (List<String> row : Table.read(Trait.class, TABLE, 3)) {
      List<MethodPattern> calls = new ArrayList<>();
      for (String pattern : row.get(1).split(" ", -1)) {
        calls.add(MethodPattern.of(pattern));
      }
      traits.add(new Trait(row.get(0), calls));
    }
    return traits;
  }

  /** What in the method shows the trait; empty when nothing does. */
  Optional<String> shownBy(ScannedMethod method) {
    if (id.equals(NATIVE_METHOD)) {
      return method.isNative() ? Optional.of("a native method") : Optional.empty();
    }
    if (id.equals(CLASS_BY_NAME)) {
      return method.namesClassesFreely()
          ? Optional.of("java.lang.Class.forName")
          : Optional.empty();
    }
    return method.calls().stream()
        .filter(call -> calls.stream().anyMatch(c -> c.matches(call.location())))
        .map(call -> call.owner().replace('/', '.') + "." + call.name())
        .findFirst();
  }
}
