package io.writ.config;

import io.writ.core.constraint.Arguments;
import io.writ.core.policy.ActionMapping;
import io.writ.core.policy.ActionTemplate;
import io.writ.core.policy.ArgumentSelector;
import io.writ.core.policy.MethodPattern;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code actions}: other people's annotations and methods, mapped to actions. */
final class ActionMappingReader {
  private static final List<String> KEYS = List.of("annotation", "method", "action", "arguments");
  private static final String ALL = "all";

  private ActionMappingReader() {}

  static List<ActionMapping> read(@Nullable YamlValue value) throws ConfigurationRefused {
    List<ActionMapping> mappings = new ArrayList<>();
    if (value != null) {
      YamlMap section = YamlMap.of(value, "actions");
      for (String id : section.values().keySet()) {
        mappings.add(mapping(id, section));
      }
    }
    return mappings;
  }

  private static ActionMapping mapping(String id, YamlMap section) throws ConfigurationRefused {
    YamlMap mapping = YamlMap.of(section.require(id), "mapping [" + id + "]");
    mapping.checkKeys(KEYS);
    YamlValue annotation = mapping.find("annotation");
    YamlValue method = mapping.find("method");
    if (annotation == null && method == null) {
      throw section.refusedAt(
          id,
          "mapping ["
              + id
              + "] has neither [annotation] nor [method]; name the methods that it governs");
    }
    Map<String, ArgumentSelector> selectors = new LinkedHashMap<>();
    boolean isEveryArgument = arguments(mapping.find("arguments"), selectors);
    return new ActionMapping(
        id,
        annotations(annotation),
        methods(method),
        action(mapping.find("action")),
        isEveryArgument,
        selectors);
  }

  private static List<String> annotations(@Nullable YamlValue value) throws ConfigurationRefused {
    List<String> annotations = new ArrayList<>();
    for (YamlValue item : oneOrMore(value, "annotation")) {
      String name = item.text("annotation");
      // A name without its package would match nothing, and govern nothing, in silence.
      if (name.indexOf('.') < 0 || !MethodPattern.isClassName(name)) {
        throw item.refused(
            "annotation ["
                + name
                + "] must be the full name of its class, for example"
                + " [dev.langchain4j.agent.tool.Tool]");
      }
      annotations.add(name);
    }
    return annotations;
  }

  private static List<MethodPattern> methods(@Nullable YamlValue value)
      throws ConfigurationRefused {
    List<MethodPattern> methods = new ArrayList<>();
    for (YamlValue item : oneOrMore(value, "method")) {
      String text = item.text("method");
      try {
        methods.add(MethodPattern.parse(text));
      } catch (IllegalArgumentException e) {
        throw item.refused("method [" + text + "] " + e.getMessage());
      }
    }
    return methods;
  }

  private static ActionTemplate action(@Nullable YamlValue value) throws ConfigurationRefused {
    if (value == null) {
      return ActionTemplate.DERIVED;
    }
    String text = value.text("action");
    try {
      ActionTemplate action = new ActionTemplate(text);
      for (String name : action.placeholders()) {
        if (!ActionTemplate.PLACEHOLDERS.contains(name)) {
          throw value.refused(
              "unknown placeholder [{"
                  + name
                  + "}]"
                  + NearestName.suggest(name, ActionTemplate.PLACEHOLDERS));
        }
      }
      return action;
    } catch (IllegalArgumentException e) {
      throw value.refused("action [" + text + "] " + e.getMessage());
    }
  }

  /** Whether every parameter is an argument; else the selectors are filled in. */
  private static boolean arguments(
      @Nullable YamlValue value, Map<String, ArgumentSelector> selectors)
      throws ConfigurationRefused {
    if (value == null) {
      return false;
    }
    if (value.isList()) {
      for (YamlValue item : value.items("arguments")) {
        byName(item, selectors);
      }
    } else if (value.isMap()) {
      YamlMap map = YamlMap.of(value, "arguments");
      for (Map.Entry<String, YamlValue> entry : map.values().entrySet()) {
        selectors.put(entry.getKey(), selector(entry.getKey(), entry.getValue()));
      }
    } else if (value.isText() && value.text("arguments").equals(ALL)) {
      return true;
    }
    if (selectors.isEmpty()) {
      throw value.refused(
          "arguments must be [all], a list of parameter names, or a mapping from argument names to"
              + " parameters; leave the key out for none");
    }
    if (selectors.size() > Arguments.MAX_ARGUMENTS) {
      throw value.refused(
          "names ["
              + selectors.size()
              + "] arguments, at most ["
              + Arguments.MAX_ARGUMENTS
              + "]; keep those that rules decide by");
    }
    return false;
  }

  private static void byName(YamlValue item, Map<String, ArgumentSelector> selectors)
      throws ConfigurationRefused {
    if (item.isNumber()) {
      throw item.refused("an index needs a name; write arguments as {name: index}");
    }
    String name = item.text("argument");
    ArgumentSelector selector = selector(name, item);
    if (selector.parameter() == null || selector.component() != null) {
      throw item.refused("[" + name + "] needs a name; write arguments as {name: " + name + "}");
    }
    if (selectors.put(name, selector) != null) {
      throw item.refused("argument [" + name + "] is there twice; keep one");
    }
  }

  private static ArgumentSelector selector(String name, YamlValue value)
      throws ConfigurationRefused {
    if (value.isNumber()) {
      BigDecimal index = value.number("argument [" + name + "]");
      if (index.scale() != 0
          || index.signum() < 0
          || index.compareTo(BigDecimal.valueOf(ArgumentSelector.MAX_INDEX)) > 0) {
        throw value.refused(
            "argument ["
                + name
                + "] must be at a whole index from [0] to ["
                + ArgumentSelector.MAX_INDEX
                + "]");
      }
      return new ArgumentSelector(null, index.intValueExact(), null);
    }
    String text = value.text("argument [" + name + "]");
    try {
      return ArgumentSelector.parse(text);
    } catch (IllegalArgumentException e) {
      throw value.refused("argument [" + name + "] is at [" + text + "], which " + e.getMessage());
    }
  }

  private static List<YamlValue> oneOrMore(@Nullable YamlValue value, String what)
      throws ConfigurationRefused {
    if (value == null) {
      return List.of();
    }
    if (!value.isList()) {
      return List.of(value);
    }
    List<YamlValue> items = value.items(what);
    if (items.isEmpty()) {
      throw value.refused("[" + what + "] is an empty list");
    }
    return items;
  }
}
