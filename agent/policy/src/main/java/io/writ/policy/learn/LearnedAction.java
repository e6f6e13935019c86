package io.writ.policy.learn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code jdk:} actions that the learner knows rules for, and what their rules constrain. */
enum LearnedAction {
  READ(Kind.FILE, "jdk:file.read", "path"),
  WRITE(Kind.FILE, "jdk:file.write", "path"),
  DELETE(Kind.FILE, "jdk:file.delete", "path"),
  LIST(Kind.FILE, "jdk:file.list", "path"),
  LINK(Kind.FILE, "jdk:file.link", "path"),
  ATTRIBUTES(Kind.FILE, "jdk:file.attributes", "path"),
  EXECUTE(Kind.FILE, "jdk:file.execute", "path"),
  TEMP(Kind.FILE, "jdk:file.temp", "path"),
  LOCK(Kind.FILE, "jdk:file.lock", "path"),
  STAT(Kind.ANY, "jdk:file.stat"),
  CONNECT(Kind.ENDPOINT, "jdk:net.connect", "host", "port"),
  BIND(Kind.ENDPOINT, "jdk:net.bind", "host", "port"),
  ACCEPT(Kind.ANY, "jdk:net.accept"),
  SEND(Kind.LISTED, "jdk:net.send", "host"),
  RESOLVE(Kind.LISTED, "jdk:net.resolve", "name"),
  MULTICAST(Kind.LISTED, "jdk:net.multicast", "host"),
  DEFAULTS(Kind.ANY, "jdk:net.defaults"),
  START(Kind.COMMAND, "jdk:process.start", "command"),
  DESTROY(Kind.ANY, "jdk:process.destroy"),
  EXIT(Kind.STATUS, "jdk:runtime.exit", "status"),
  LOAD(Kind.LIBRARY, "jdk:code.native", "library"),
  LOADER(Kind.ANY, "jdk:code.load"),
  DEFINE(Kind.ANY, "jdk:code.define"),
  FOREIGN(Kind.LISTED, "jdk:code.foreign", "method"),
  COMPILE(Kind.LISTED, "jdk:code.compile", "tool"),
  SCRIPT(Kind.LISTED, "jdk:code.script", "language"),
  OPEN(Kind.ANY, "jdk:reflect.open"),
  DESERIALIZE(Kind.LISTED, "jdk:deserialize", "class"),
  LOOKUP(Kind.LISTED, "jdk:naming.lookup", "name"),
  EXTERNAL(Kind.LISTED, "jdk:xml.external", "uri"),
  DATABASE(Kind.ANY, "jdk:sql.connect"),
  HOOK(Kind.ANY, "jdk:runtime.hook"),
  PROPERTY(Kind.ANY, "jdk:runtime.property"),
  STREAM(Kind.ANY, "jdk:runtime.io"),
  LOCALE(Kind.ANY, "jdk:runtime.locale"),
  AGENT(Kind.LISTED, "jdk:runtime.agent", "operation"),
  SIGNAL(Kind.LISTED, "jdk:runtime.signal", "signal"),
  DIAGNOSTIC(Kind.LISTED, "jdk:runtime.diagnostic", "command"),
  BEANS(Kind.ANY, "jdk:runtime.jmx"),
  PROVIDER(Kind.LISTED, "jdk:runtime.provider", "operation"),
  THREAD(Kind.ANY, "jdk:thread.create"),
  CONTROL(Kind.ANY, "jdk:thread.control"),
  CONTEXT_LOADER(Kind.ANY, "jdk:thread.contextloader"),
  ENVIRONMENT(Kind.ANY, "jdk:env.read");

  /** What the rules for an action look like. */
  enum Kind {
    /** Roots of paths, folded. */
    FILE,
    /** Hosts and ports, folded. */
    ENDPOINT,
    COMMAND,
    STATUS,
    LIBRARY,
    /** The values that were seen, when they are few. */
    LISTED,
    /** None is constrained: what the values say is too fine, or different in every run. */
    ANY
  }

  private final Kind kind;
  private final String id;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> arguments;

  LearnedAction(Kind kind, String id, String... arguments) {
    this.kind = kind;
    this.id = id;
    this.arguments = List.of(arguments);
  }

  Kind kind() {
    return kind;
  }

  String id() {
    return id;
  }

  /** The arguments that a rule constrains; {@code arguments} of a process is none of them. */
  List<String> arguments() {
    return arguments;
  }

  boolean isOfFiles() {
    return kind == Kind.FILE;
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
