package io.writ.scan.jdk;

import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import io.writ.scan.graph.CallGraph;
import io.writ.scan.graph.ScannedMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods of this JDK that ask before they act: the catalogue's sites. */
public final class WovenSites {
  private final Map<ScannedMethod, List<JdkSite>> byMethod;

  private WovenSites(Map<ScannedMethod, List<JdkSite>> byMethod) {
    this.byMethod = byMethod;
  }

  /**
   * Finds the sites in the graph.
   *
   * @throws IllegalArgumentException naming the sites of this JDK that it does not have
   */
  public static WovenSites in(CallGraph graph, Catalogue catalogue, int featureVersion) {
    Map<ScannedMethod, List<JdkSite>> byMethod = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (JdkSite site : catalogue.sitesOn(featureVersion)) {
      ScannedMethod method = graph.find(site.className(), site.method(), site.descriptor());
      if (method != null) {
        byMethod.computeIfAbsent(method, key -> new ArrayList<>()).add(site);
      } else if (!site.actions().contains(Catalogue.SELF_TEST)) {
        missing.add(site.location());
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "JDK " + featureVersion + " lacks the catalogue's sites " + missing);
    }
    return new WovenSites(byMethod);
  }

  /** Whether the method asks. */
  public boolean contains(ScannedMethod method) {
    return byMethod.containsKey(method);
  }

  /** All methods that ask. */
  public Set<ScannedMethod> methods() {
    return byMethod.keySet();
  }

  /** The actions that the method asks for; empty when it is no site. */
  public Set<String> actions(ScannedMethod method) {
    Set<String> actions = new LinkedHashSet<>();
    byMethod.getOrDefault(method, List.of()).forEach(s -> actions.addAll(s.actions()));
    return actions;
  }

  /** The methods that ask for the action. */
  public List<ScannedMethod> asking(String action) {
    return byMethod.keySet().stream().filter(m -> actions(m).contains(action)).toList();
  }

  /** What messages call the site, or null when the method is none. */
  public @Nullable String publicName(ScannedMethod method) {
    List<JdkSite> sites = byMethod.get(method);
    return sites == null ? null : sites.get(0).publicName();
  }
}
