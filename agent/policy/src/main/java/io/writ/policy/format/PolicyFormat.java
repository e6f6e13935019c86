package io.writ.policy.format;

import io.writ.config.ConfigurationRefused;
import io.writ.config.PolicyLayout;
import io.writ.core.policy.Policy;
import io.writ.policy.ToolRefused;
import io.writ.policy.diff.SymbolicPolicy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The layout of policy documents, checked to say the same before and after. */
public final class PolicyFormat {
  private PolicyFormat() {}

  /**
   * The document laid out.
   *
   * @param known argument names by known action
   * @param properties system properties, where a variable cannot stand for itself
   * @param environment the same for environment variables
   * @throws ConfigurationRefused when it is no policy
   * @throws ToolRefused when the layout would change what it says, which is a defect
   */
  public static String format(
      String source,
      byte[] utf8,
      Map<String, List<String>> known,
      Map<String, String> properties,
      Map<String, String> environment)
      throws ConfigurationRefused, ToolRefused {
    Policy before = SymbolicPolicy.read(source, utf8, known, properties, environment);
    String laidOut = PolicyLayout.format(source, utf8);
    byte[] bytes = laidOut.getBytes(StandardCharsets.UTF_8);
    Policy after =
        SymbolicPolicy.read(source + " (laid out)", bytes, known, properties, environment);
    boolean isStable = PolicyLayout.format(source, bytes).equals(laidOut);
    if (!parts(before).equals(parts(after)) || !isStable) {
      throw new ToolRefused(
          "a defect of [writ policy format]: the layout of "
              + source
              + (isStable ? " says something else" : " is not stable")
              + "; it is left as it is");
    }
    return laidOut;
  }

  /** All that a policy says, but for the digest and place of its document. */
  private static List<Object> parts(Policy policy) {
    List<Object> parts = new ArrayList<>();
    parts.add(policy.id());
    parts.add(policy.version());
    parts.add(policy.mode());
    parts.add(policy.tolerated());
    parts.add(policy.rules());
    parts.add(policy.authorities().isLimited());
    parts.add(new ArrayList<>(policy.authorities().byKeyId().entrySet()));
    parts.add(new ArrayList<>(policy.journal().attributes().entrySet()));
    parts.add(new ArrayList<>(policy.journal().subjects().entrySet()));
    parts.add(new ArrayList<>(policy.journal().durability().entrySet()));
    parts.add(policy.mappings());
    parts.add(policy.ungoverned());
    parts.add(policy.variables());
    return parts;
  }
}
