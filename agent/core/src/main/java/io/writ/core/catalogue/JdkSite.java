package io.writ.core.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the catalogue: a JDK method, or the self-test, that asks before it acts.
 *
 * @param className binary name, {@code java.io.File}
 * @param method its name
 * @param descriptor its JVM descriptor
 * @param extractor how its parameters become acts where the acts do not say it; null else
 * @param acts what it asks for, in order; without values where there is an extractor
 * @param parameters which parameters the check gets, in order: at most two references and one
 *     primitive
 * @param firstJdk first feature version that has this site
 * @param lastJdk last feature version that has it, inclusive
 * @param publicName what messages call it
 */
public record JdkSite(
    String className,
    String method,
    String descriptor,
    @Nullable Extractor extractor,
    List<Act> acts,
    List<Parameter> parameters,
    int firstJdk,
    int lastJdk,
    String publicName) {

  /** Stands for the receiver in {@link Parameter#index}. */
  public static final int RECEIVER = -1;

  /**
   * One parameter that the check gets.
   *
   * @param index from 0 without the receiver, or {@link #RECEIVER}
   * @param isCopied whether the parameter, a set, is replaced by a copy before the check
   */
  public record Parameter(int index, boolean isCopied) {}

  public JdkSite {
    acts = List.copyOf(acts);
    parameters = List.copyOf(parameters);
  }

  /** The ids of the actions that it may ask for. */
  public List<String> actions() {
    return acts.stream().map(Act::action).distinct().toList();
  }

  /** Whether this JDK has the site. */
  public boolean existsOn(int featureVersion) {
    return firstJdk <= featureVersion && featureVersion <= lastJdk;
  }

  /** {@code class#method(descriptor)}, as journals name it. */
  public String location() {
    return className + "#" + method + descriptor;
  }
}
