package io.writ.policy.learn;

import io.writ.core.constraint.RealPath;
import io.writ.core.encoding.JsonValue;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The rules of one section, {@code ambient} or {@code ceiling}. */
final class SectionRules {
  private static final int MAX_ACTION_CHARS = 256;
  private static final int MAX_LISTED = 12;

  private final Problems problems;
  private final FileRules files;
  private final Map<LearnedAction, EndpointFolding> endpoints = new EnumMap<>(LearnedAction.class);
  private final SortedMap<String, Sightings> commands = new TreeMap<>();
  private final SortedMap<Long, Sightings> statuses = new TreeMap<>();
  private final SortedMap<String, Sightings> libraries = new TreeMap<>();
  private final SortedMap<Place, Sightings> libraryRoots = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, Sightings>> calls = new TreeMap<>();
  private final Map<LearnedAction, SortedMap<String, Sightings>> listed =
      new EnumMap<>(LearnedAction.class);
  private final Map<LearnedAction, Sightings> any = new EnumMap<>(LearnedAction.class);
  private boolean hasVolatileCommand;

  SectionRules(Problems problems, Predicate<Place> isNeverFolded) {
    this.problems = problems;
    this.files = new FileRules(isNeverFolded);
  }

  /** Adds a request; false when no rule can be made for it, which is a problem then. */
  boolean add(Request request, Sightings seen, Surroundings process) {
    LearnedAction action = LearnedAction.find(request.action());
    if (action == null) {
      return addCall(request.action(), seen);
    }
    List<String> values = request.values();
    return switch (action.kind()) {
      case FILE -> addFile(action, values.get(0), seen, process);
      case ENDPOINT ->
          addEndpoint(action, values.get(0), Integer.parseInt(values.get(1)), seen, process);
      case COMMAND -> addCommand(values.get(0), seen, process);
      case STATUS -> {
        statuses.merge(Long.parseLong(values.get(0)), seen, Sightings::plus);
        yield true;
      }
      case LIBRARY -> addLibrary(values.get(0), seen, process);
      case LISTED -> addListed(action, values.get(0), seen, process);
      case ANY -> {
        any.merge(action, seen, Sightings::plus);
        yield true;
      }
    };
  }

  private boolean addCall(String action, Sightings seen) {
    if (action.length() > MAX_ACTION_CHARS || action.indexOf('*') >= 0) {
      problems.add(seen, action, "cannot be spelt in a policy");
      return false;
    }
    String scheme = action.substring(0, Math.max(0, action.indexOf(':')));
    calls.computeIfAbsent(scheme, known -> new TreeMap<>()).merge(action, seen, Sightings::plus);
    return true;
  }

  private boolean addFile(LearnedAction action, String path, Sightings seen, Surroundings process) {
    Place place = process.place(new RealPath(path), action == LearnedAction.READ);
    Place stable = PathFolding.stable(place, process);
    if (stable == null) {
      problems.add(
          seen,
          action.id(),
          "has a [path] with a name that was made for one run or looks secret, directly in a"
              + " directory that is never granted as a whole");
      return false;
    }
    files.add(action, stable, seen);
    return true;
  }

  private boolean addEndpoint(
      LearnedAction action, String host, int port, Sightings seen, Surroundings process) {
    if (isSecret(host, process)) {
      return refuseSecret(action, seen);
    }
    endpoints.computeIfAbsent(action, EndpointFolding::new).add(host, port, seen);
    return true;
  }

  private boolean addCommand(String command, Sightings seen, Surroundings process) {
    String spelt = process.text(command);
    if (isSecret(spelt, process) || isNotSpellable(spelt)) {
      return refuseSecret(LearnedAction.START, seen);
    }
    hasVolatileCommand |= isOfKind(spelt, NameKind.VOLATILE, process);
    commands.merge(spelt, seen, Sightings::plus);
    return true;
  }

  private boolean addLibrary(String library, Sightings seen, Surroundings process) {
    if (RealPath.isCanonical(library)) {
      Place place = process.place(new RealPath(library), false);
      Place stable = PathFolding.stable(place, process);
      if (stable == null) {
        return refuseSecret(LearnedAction.LOAD, seen);
      }
      if (!stable.equals(place)) {
        libraryRoots.merge(stable, seen, Sightings::plus);
        return true;
      }
    }
    String spelt = process.text(library);
    if (isSecret(spelt, process) || isNotSpellable(spelt)) {
      return refuseSecret(LearnedAction.LOAD, seen);
    }
    libraries.merge(spelt, seen, Sightings::plus);
    return true;
  }

  private boolean addListed(
      LearnedAction action, String value, Sightings seen, Surroundings process) {
    String spelt = process.text(value);
    if (isSecret(spelt, process) || isNotSpellable(spelt)) {
      return refuseSecret(action, seen);
    }
    listed.computeIfAbsent(action, known -> new TreeMap<>()).merge(spelt, seen, Sightings::plus);
    return true;
  }

  private boolean refuseSecret(LearnedAction action, Sightings seen) {
    problems.add(
        seen,
        action.id(),
        "has a ["
            + action.arguments().get(0)
            + "] that looks secret or cannot be spelt in a policy");
    return false;
  }

  private static boolean isSecret(String text, Surroundings process) {
    return isOfKind(text, NameKind.SECRET, process);
  }

  private static boolean isOfKind(String text, NameKind kind, Surroundings process) {
    StringTokenizer names = new StringTokenizer(text, "/");
    while (names.hasMoreTokens()) {
      if (process.kind(names.nextToken()) == kind) {
        return true;
      }
    }
    return false;
  }

  /** A dollar and a brace of the value's own, beside those of the variable it was spelt with. */
  private static boolean isNotSpellable(String spelt) {
    int start = spelt.startsWith("${") ? spelt.indexOf('}') : 0;
    return spelt.indexOf("${", start) >= 0;
  }

  /** All rules, in the order in which a reader wants them. */
  List<LearnedRule> rules(SortedMap<String, SortedSet<String>> argumentNames) {
    List<LearnedRule> rules = new ArrayList<>(files.rules());
    endpoints.values().forEach(folding -> rules.addAll(folding.rules()));
    if (!commands.isEmpty()) {
      List<String> notes = new ArrayList<>();
      notes.add(
          "Any arguments: they were not looked at. Constrain [arguments] where they are few.");
      if (hasVolatileCommand) {
        notes.add("A command has a name that looks as if it was made for one run.");
      }
      rules.add(
          rule(
              "start-processes",
              LearnedAction.START,
              LearnedRule.anyText(commands.keySet()),
              commands,
              notes));
    }
    if (!statuses.isEmpty()) {
      JsonValue status =
          LearnedRule.anyOf(statuses.keySet().stream().map(JsonValue.Whole::new).toList());
      rules.add(rule("exit", LearnedAction.EXIT, status, statuses, List.of()));
    }
    if (!libraries.isEmpty() || !libraryRoots.isEmpty()) {
      rules.add(libraryRule());
    }
    listed.forEach((action, values) -> rules.add(listedRule(action, values)));
    if (!any.isEmpty()) {
      rules.add(anyRule());
    }
    calls.forEach((scheme, actions) -> rules.add(callRule(scheme, actions, argumentNames)));
    return rules;
  }

  private LearnedRule libraryRule() {
    SortedMap<String, Sightings> all = new TreeMap<>(libraries);
    List<JsonValue> clauses = new ArrayList<>();
    if (!libraries.isEmpty()) {
      clauses.add(LearnedRule.anyText(libraries.keySet()));
    }
    if (!libraryRoots.isEmpty()) {
      SortedSet<String> roots = new TreeSet<>();
      libraryRoots.forEach(
          (place, seen) -> {
            roots.add(place.toString());
            all.merge(place.toString(), seen, Sightings::plus);
          });
      clauses.add(LearnedRule.listed("path_under", roots));
    }
    JsonValue constraint =
        clauses.size() == 1 ? clauses.get(0) : LearnedRule.of("any", new JsonValue.Items(clauses));
    return rule("load-libraries", LearnedAction.LOAD, constraint, all, List.of());
  }

  private static LearnedRule listedRule(LearnedAction action, SortedMap<String, Sightings> values) {
    String argument = action.arguments().get(0);
    boolean isListed = values.size() <= MAX_LISTED;
    return new LearnedRule(
        action.id().substring("jdk:".length()).replace('.', '-'),
        List.of(action.id()),
        isListed ? Map.of(argument, LearnedRule.anyText(values.keySet())) : Map.of(),
        sum(values),
        isListed
            ? List.of()
            : List.of(
                "Any [" + argument + "]: " + values.size() + " were seen, too many to list."));
  }

  private LearnedRule anyRule() {
    return new LearnedRule(
        "within-the-jvm",
        any.keySet().stream().map(LearnedAction::id).sorted().toList(),
        Map.of(),
        sum(any),
        List.of("Any arguments: split this rule, and constrain what matters to you."));
  }

  private static LearnedRule rule(
      String id,
      LearnedAction action,
      JsonValue constraint,
      Map<?, Sightings> seen,
      List<String> notes) {
    return new LearnedRule(
        id, List.of(action.id()), Map.of(action.arguments().get(0), constraint), sum(seen), notes);
  }

  /** Values of arguments are the application's own matter; their names are in its code. */
  private static LearnedRule callRule(
      String scheme,
      SortedMap<String, Sightings> actions,
      SortedMap<String, SortedSet<String>> argumentNames) {
    List<String> notes = new ArrayList<>();
    notes.add("Any arguments: constrain with [where] what must not be just anything.");
    for (String action : actions.keySet()) {
      Set<String> names = argumentNames.getOrDefault(action, new TreeSet<>());
      if (!names.isEmpty()) {
        notes.add("  " + action + ": " + String.join(", ", names));
      }
    }
    return new LearnedRule(
        "call-" + scheme, List.copyOf(actions.keySet()), Map.of(), sum(actions), notes);
  }

  private static Sightings sum(Map<?, Sightings> seen) {
    return seen.values().stream().reduce(Sightings::plus).orElseThrow();
  }
}
