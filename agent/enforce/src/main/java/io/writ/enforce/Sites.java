package io.writ.enforce;

import io.writ.core.catalogue.Act;
import io.writ.core.catalogue.Act.Value;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.GovernedMethod;
import io.writ.core.catalogue.JdkSite;
import io.writ.core.catalogue.SiteRegistry;
import io.writ.core.decision.GovernedAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Every site and every action of this runtime. Written by the weaver, read by every call: the table
 * is replaced, never changed, and read once per call.
 */
public final class Sites implements SiteRegistry {
  private final Map<String, List<JdkEntry>> jdkSites = new HashMap<>();
  private final Map<List<Object>, GovernedAction> actions = new HashMap<>();
  private final Map<String, GovernedAction> jdkActions = new HashMap<>();
  private final BitSet ungoverned = new BitSet();
  private volatile Site[] table = {};

  /** A line of the catalogue and what became of it. */
  private record JdkEntry(JdkSite line, int number) {}

  /** Knows the catalogue's actions from the start. */
  public Sites(Catalogue catalogue) {
    this(catalogue, action -> false);
  }

  /**
   * The same, without some of the actions.
   *
   * @param isUngoverned whether nobody is asked for the JDK action of this id
   */
  public Sites(Catalogue catalogue, Predicate<String> isUngoverned) {
    catalogue.actions().forEach((id, names) -> jdkActions.put(id, action(id, names)));
    jdkActions.forEach((id, action) -> ungoverned.set(action.index(), isUngoverned.test(id)));
  }

  /** Whether nobody is asked for this action. */
  boolean isUngoverned(GovernedAction action) {
    return ungoverned.get(action.index());
  }

  @Override
  public synchronized int register(JdkSite site) {
    // Two sites may sit in one method, one for each thing that it names.
    List<JdkEntry> entries =
        jdkSites.computeIfAbsent(site.location(), location -> new ArrayList<>(1));
    for (JdkEntry entry : entries) {
      if (Objects.equals(entry.line(), site)) { // the same one, first of all
        return entry.number();
      }
    }
    GovernedAction[] asked = new GovernedAction[site.acts().size()];
    Value[][] values = new Value[asked.length][];
    for (int i = 0; i < asked.length; i++) {
      Act act = site.acts().get(i);
      asked[i] = jdkAction(act.action());
      values[i] = act.values().toArray(new Value[0]);
    }
    Site added =
        add(
            Site.ofJdk(
                table.length, site.location(), site.publicName(), site.extractor(), asked, values));
    entries.add(new JdkEntry(site, added.number));
    return added.number;
  }

  @Override
  public synchronized int register(String location, String publicName, GovernedMethod governed) {
    GovernedAction action = action(governed.action(), governed.argumentNames());
    return add(Site.ofApplication(table.length, location, publicName, action)).number;
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

  private Site add(Site site) {
    Site[] grown = Arrays.copyOf(table, table.length + 1);
    grown[site.number] = site;
    table = grown;
    return site;
  }

  private synchronized GovernedAction action(String id, List<String> names) {
    return actions.computeIfAbsent(
        List.of(id, names), key -> new GovernedAction(actions.size(), id, names));
  }
}
