package io.writ.policy.learn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code jdk:} actions that the learner knows rules for, and what their rules constrain. */
enum LearnedAction {
  READ("jdk:file.read", "path"),
  WRITE("jdk:file.write", "path"),
  DELETE("jdk:file.delete", "path"),
  CONNECT("jdk:net.connect", "host", "port"),
  BIND("jdk:net.bind", "host", "port"),
  START("jdk:process.start", "command"),
  EXIT("jdk:runtime.exit", "status"),
  LOAD("jdk:code.native", "library");

  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> arguments;

  LearnedAction(String id, String... arguments) {
    this.id = id;
    this.arguments = List.of(arguments);
  }

  String id() {
    return id;
  }

  /** The arguments that a rule constrains; {@code arguments} of a process is none of them. */
  List<String> arguments() {
    return arguments;
  }

  boolean isOfFiles() {
    return this == READ || this == WRITE || this == DELETE;
  }

  static @Nullable LearnedAction find(String id) {
    for (LearnedAction action : values()) {
      if (action.id.equals(id)) {
        return action;
      }
    }
    return null;
  }
}
