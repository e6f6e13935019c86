package io.writ.scan.graph;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** A method as its class file declares it, and its place in the graph. */
public final class ScannedMethod {
  private final ScannedClass owner;
  private final String name;
  private final String descriptor;
  private final int access;
  private final List<Call> calls;
  private final boolean namesClassesFreely;
  // Set by the graph while it links.
  int number = -1;
  final List<Call> incoming = new ArrayList<>(2);

  ScannedMethod(
      ScannedClass owner,
      String name,
      String descriptor,
      int access,
      List<Call> calls,
      boolean namesClassesFreely) {
    this.owner = owner;
    this.name = name;
    this.descriptor = descriptor;
    this.access = access;
    this.calls = List.copyOf(calls);
    this.namesClassesFreely = namesClassesFreely;
  }

  /** The declaring class. */
  public ScannedClass owner() {
    return owner;
  }

  /** The method's name; {@code <init>} and {@code <clinit>} included. */
  public String name() {
    return name;
  }

  /** The method's descriptor. */
  public String descriptor() {
    return descriptor;
  }

  /** What its instructions name, in order, each once. */
  public List<Call> calls() {
    return calls;
  }

  /** Whether it asks for a class by a name that is no constant. */
  public boolean namesClassesFreely() {
    return namesClassesFreely;
  }

  /** Whether the flag of {@link Opcodes} is set. */
  public boolean is(int flag) {
    return (access & flag) != 0;
  }

  /** Whether it is implemented outside of Java. */
  public boolean isNative() {
    return is(Opcodes.ACC_NATIVE);
  }

  /** Whether code outside of its package could name it, as far as its own flags go. */
  public boolean isPublicOrProtected() {
    return is(Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED);
  }

  /** {@code class#method(descriptor)}, with dots, as the catalogue names it. */
  public String location() {
    return owner.dottedName() + "#" + name + descriptor;
  }

  /** Whether a subclass's method of the same name and descriptor takes its place. */
  boolean isOverridable() {
    return !is(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC) && name.charAt(0) != '<';
  }

  @Override
  public String toString() {
    return location();
  }
}
