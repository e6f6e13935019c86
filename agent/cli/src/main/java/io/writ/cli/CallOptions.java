package io.writ.cli;

import io.writ.core.artifact.Grant;
import io.writ.core.artifact.LinkView;
import io.writ.core.artifact.RequestHash;
import io.writ.core.constraint.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The one call that a signature is for. */
final class CallOptions {
  @Option(
      names = "--action",
      required = true,
      paramLabel = "ACTION",
      description = "For one call only: the action's id, exactly.")
  private String action = "";

  @Option(
      names = "--arg",
      paramLabel = "NAME=VALUE",
      description =
          "Each argument that the action has, in any order. A JSON number is a number; true and"
              + " false are booleans; null is null; [\"a\",\"b\"] is a list of texts; anything else"
              + " is a text, which may be in double quotes and must be when it would mean one of"
              + " these.")
  private @Nullable List<String> arguments;

  /**
   * The call's hash, when the link grants the action and constrains no argument but these: a name
   * that was mistyped would make a signature for a call that nobody can make.
   *
   * @param at {@code link[n]}, for messages
   */
  String requestHash(LinkView link, String at) throws Failure {
    Map<String, CallArgument> byName = byName();
    Grant grant = link.tools().get(action);
    if (grant == null) {
      throw new Failure(
          Exit.INVALID,
          "ACTION_NOT_IN_SCOPE: "
              + at
              + ".authorization_details does not grant --action ["
              + action
              + "]");
    }
    for (String name : grant.constraints().keySet()) {
      if (!byName.containsKey(name)) {
        throw new Failure(
            Exit.USAGE, "--arg [" + name + "] is missing; give every argument of the call");
      }
    }
    Arguments values = new Arguments();
    byName.values().forEach(argument -> argument.addTo(values));
    String hash = RequestHash.find(action, List.copyOf(byName.keySet()), values);
    if (hash == null) {
      throw new Failure(Exit.USAGE, "--arg: a number may have at most [400] digits");
    }
    return hash;
  }

  private Map<String, CallArgument> byName() throws Failure {
    Map<String, CallArgument> byName = new LinkedHashMap<>();
    for (CallArgument argument : parsed()) {
      if (byName.put(argument.name(), argument) != null) {
        throw new Failure(Exit.USAGE, "--arg [" + argument.name() + "] is there twice; keep one");
      }
    }
    if (byName.size() > Arguments.MAX_ARGUMENTS) {
      throw new Failure(
          Exit.USAGE,
          "--arg is there ["
              + byName.size()
              + "] times; no action has more than ["
              + Arguments.MAX_ARGUMENTS
              + "] arguments");
    }
    return byName;
  }

  private List<CallArgument> parsed() throws Failure {
    List<CallArgument> parsed = new ArrayList<>();
    for (String text : arguments == null ? List.<String>of() : arguments) {
      parsed.add(CallArgument.parse(text));
    }
    return parsed;
  }

  /** The call for people. */
  String describe() throws Failure {
    return action
        + parsed().stream().map(CallArgument::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
