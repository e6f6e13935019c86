package io.writ.scan.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instruction names: a method of a class, called in one of two ways. One object stands for
 * all instructions that name the same, so that the graph holds the possible targets once.
 */
public final class Call {
  /** How the method is chosen. */
  public enum Kind {
    /** The named method itself: static, special, constructor, class initialiser. */
    EXACT,
    /** The named method or one that overrides it. */
    VIRTUAL
  }

  /**
   * The call's identity.
   *
   * @param owner internal name of the class that the instruction names
   */
  record Key(Kind kind, String owner, String name, String descriptor) {}

  private final Key key;
  // Filled by the graph while it links.
  final List<ScannedMethod> callers = new ArrayList<>(2);
  final List<ScannedMethod> targets = new ArrayList<>(1);
  @Nullable ScannedMethod named;
  @Nullable ScannedClass namedOwner;

  Call(Key key) {
    this.key = key;
  }

  /** How the method is chosen. */
  public Kind kind() {
    return key.kind;
  }

  /** Internal name of the class that the instruction names. */
  public String owner() {
    return key.owner;
  }

  /** The method's name. */
  public String name() {
    return key.name;
  }

  /** The method's descriptor. */
  public String descriptor() {
    return key.descriptor;
  }

  /** {@code class#method(descriptor)} of what is named. */
  public String location() {
    return key.owner.replace('/', '.') + "#" + key.name + key.descriptor;
  }

  /** How many methods the call can lead to, as far as the graph follows it. */
  public int width() {
    return targets.size();
  }
}
