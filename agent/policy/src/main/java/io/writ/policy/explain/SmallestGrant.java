package io.writ.policy.explain;

import io.writ.core.constraint.All;
import io.writ.core.constraint.Arguments.Kind;
import io.writ.core.constraint.Constraint;
import io.writ.core.constraint.Contains;
import io.writ.core.constraint.Exact;
import io.writ.core.constraint.RealPath;
import io.writ.core.constraint.Scalar;
import io.writ.core.constraint.Subset;
import io.writ.core.constraint.Wildcard;
import io.writ.core.encoding.JsonValue;
import io.writ.core.policy.diff.Value;
import io.writ.policy.Call;
import io.writ.policy.PolicyWords;
import io.writ.policy.YamlText;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The narrowest grant that the vocabulary can express for one call. */
public final class SmallestGrant {
  private final Call call;

  /** For this call. */
  public SmallestGrant(Call call) {
    this.call = call;
  }

  /** A constraint for each argument; a value that only a wildcard admits has that. */
  public Map<String, Constraint> constraints() {
    Map<String, Constraint> constraints = new LinkedHashMap<>();
    for (int i = 0; i < call.values().size(); i++) {
      constraints.put(call.action().argumentNames().get(i), constraint(call.values().get(i)));
    }
    return constraints;
  }

  private static Constraint constraint(Value value) {
    Object object = value.object();
    if (object instanceof String text) {
      return new Exact(new Scalar.Text(text));
    } else if (object instanceof RealPath path) {
      // Not [path_under], which also grants what lies below.
      return new Exact(new Scalar.Text(path.value()));
    } else if (object instanceof Long whole) {
      return new Exact(Scalar.of(BigDecimal.valueOf(whole)));
    } else if (object instanceof BigDecimal number) {
      return new Exact(Scalar.of(number));
    } else if (object instanceof Boolean truth) {
      return new Exact(new Scalar.Truth(truth));
    } else if (object instanceof List<?> list && value.kind() == Kind.TEXT_LIST) {
      List<String> texts = list.stream().map(String::valueOf).distinct().toList();
      return texts.isEmpty()
          ? new Subset(List.of())
          : new All(List.of(new Contains(texts), new Subset(texts)));
    }
    return new Wildcard();
  }

  /** As a rule for {@code ambient} or {@code ceiling}, two columns in. */
  public String rule() {
    Map<String, JsonValue> rule = new LinkedHashMap<>();
    rule.put("actions", new JsonValue.Items(List.of(new JsonValue.Text(call.action().id()))));
    JsonValue.Members where = PolicyWords.where(constraints());
    if (!where.byName().isEmpty()) {
      rule.put("where", where);
    }
    StringBuilder out = new StringBuilder("  " + id() + ":\n");
    YamlText.block(out, 4, new JsonValue.Members(rule));
    return out.toString();
  }

  private String id() {
    String id = call.action().id();
    String name = id.substring(id.indexOf(':') + 1);
    int end = name.indexOf('(');
    return YamlText.scalar(
        (end < 0 ? name : name.substring(0, end)).replaceAll("[^A-Za-z0-9]+", "-"));
  }

  /** As the {@code tools} of an artifact. */
  public JsonValue tools() {
    Map<String, JsonValue> arguments = new LinkedHashMap<>();
    constraints().forEach((name, constraint) -> arguments.put(name, constraint.toJson()));
    return new JsonValue.Members(Map.of(call.action().id(), new JsonValue.Members(arguments)));
  }
}
