package io.writ.agent;

import io.writ.core.artifact.Grant;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.OneOf;
import io.writ.core.constraint.PathUnder;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Subset;
import io.writ.core.constraint.Wildcard;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code action argument=value …}; values stand between bars, {@code *} is any. */
final class DeputyGrants {
  private static final String SUBSET = "subset:";

  private DeputyGrants() {}

  static Map<String, Grant> of(List<String> lines) throws IOException {
    Map<String, Map<String, String>> texts = new LinkedHashMap<>();
    for (String line : lines) {
      List<String> words = List.of(line.split(" "));
      for (String action : actions(words.get(0))) {
        Map<String, String> where = texts.computeIfAbsent(action, name -> new LinkedHashMap<>());
        for (String word : words.subList(1, words.size())) {
          int equals = word.indexOf('=');
          where.merge(word.substring(0, equals), word.substring(equals + 1), (a, b) -> a + "|" + b);
        }
      }
    }
    Map<String, Grant> grants = new LinkedHashMap<>();
    texts.forEach((action, where) -> grants.put(action, grant(where)));
    return grants;
  }

  private static Grant grant(Map<String, String> texts) {
    Map<String, Constraint> where = new LinkedHashMap<>();
    texts.forEach((name, text) -> where.put(name, constraint(name, text)));
    return new Grant(where);
  }

  /** {@code jdk:file.*} stands for all that name one path. */
  private static List<String> actions(String pattern) throws IOException {
    if (!pattern.endsWith("*")) {
      return List.of(pattern);
    }
    String prefix = pattern.substring(0, pattern.length() - 1);
    return Catalogue.shipped().actions().entrySet().stream()
        .filter(action -> action.getKey().startsWith(prefix))
        .filter(action -> action.getValue().equals(List.of("path")))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Constraint constraint(String name, String value) {
    if (value.equals("*")) {
      return new Wildcard();
    }
    if (value.startsWith(SUBSET)) {
      String list = value.substring(SUBSET.length());
      return new Subset(list.isEmpty() ? List.of() : List.of(list));
    }
    List<String> values = List.of(value.split("\\|"));
    if (name.equals("path")) {
      return new PathUnder(values.stream().map(RealPath::new).toList());
    }
    if (values.size() > 1) {
      return new OneOf(values.stream().map(text -> (Scalar) new Scalar.Text(text)).toList());
    }
    return new Exact(
        name.equals("port") ? new Scalar.Whole(Long.parseLong(value)) : new Scalar.Text(value));
  }
}
