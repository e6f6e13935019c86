package io.writ.enforce;

import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.GovernedMethod;
import io.writ.core.catalogue.JdkSite;
import io.writ.core.catalogue.SiteRegistry;
import io.writ.core.decision.GovernedAction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every site and every action of this runtime. Written by the weaver, read by every call: the table
 * is replaced, never changed, and read once per call.
 */
public final class Sites implements SiteRegistry {
  private final Map<String, Site> jdkSites = new HashMap<>();
  private final Map<List<Object>, GovernedAction> actions = new HashMap<>();
  private final Map<String, GovernedAction> jdkActions = new HashMap<>();
  private volatile Site[] table = {};

  /** Knows the catalogue's actions from the start. */
  public Sites(Catalogue catalogue) {
    catalogue.actions().forEach((id, names) -> jdkActions.put(id, action(id, names)));
  }

  @Override
  public synchronized int register(JdkSite site) {
    // Two sites may sit in one method, one for each thing that it names.
    String key = site.location() + " " + site.extractor();
    Site known = jdkSites.get(key);
    if (known == null) {
      known = add(site.location(), site.publicName(), site, null);
      jdkSites.put(key, known);
    }
    return known.number;
  }

  @Override
  public synchronized int register(String location, String publicName, GovernedMethod governed) {
    GovernedAction action = action(governed.action(), governed.argumentNames());
    return add(location, publicName, null, action).number;
  }

  /** The site of this number, or null when nobody registered it. */
  @Nullable Site find(int number) {
    Site[] sites = table;
    return number >= 0 && number < sites.length ? sites[number] : null;
  }

  /** A catalogue action. */
  GovernedAction jdkAction(String id) {
    GovernedAction action = jdkActions.get(id);
    if (action == null) {
      throw new IllegalStateException("the catalogue has no action [" + id + "]");
    }
    return action;
  }

  /** The action that nothing grants. */
  GovernedAction selfTest() {
    return jdkAction(Catalogue.SELF_TEST);
  }

  private Site add(
      String location, String publicName, @Nullable JdkSite jdk, @Nullable GovernedAction action) {
    Site[] sites = table;
    Site site =
        new Site(sites.length, location, publicName, jdk == null ? null : jdk.extractor(), action);
    Site[] grown = Arrays.copyOf(sites, sites.length + 1);
    grown[sites.length] = site;
    table = grown;
    return site;
  }

  private synchronized GovernedAction action(String id, List<String> names) {
    return actions.computeIfAbsent(
        List.of(id, names), key -> new GovernedAction(actions.size(), id, names));
  }
}
