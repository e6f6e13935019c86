package io.writ.enforce;

import io.writ.core.catalogue.Act.Value;
import io.writ.core.catalogue.Extractor;
import io.writ.core.decision.GovernedAction;
import org.jspecify.annotations.Nullable;

/** A woven method, by number. */
final class Site {
  private static final GovernedAction[] NO_ACTIONS = {};
  private static final Value[][] NO_VALUES = {};

  final int number;
  final String location;
  final String publicName;

  /** The bare name of the method. */
  final String method;

  /** Whether it is a JDK site, which has its acts, or an application's, which has its action. */
  final boolean isJdk;

  /** How a JDK site's parameters become acts, where the values do not say it. */
  final @Nullable Extractor extractor;

  /** What a JDK site asks for, in order. */
  final GovernedAction[] actions;

  /** For each action, how its values are read. */
  final Value[][] values;

  /** What an application method asks for. */
  final @Nullable GovernedAction action;

  /** The journal's number for the location; 0 until the first record. A race interns twice. */
  int recordNumber;

  private Site(
      int number,
      String location,
      String publicName,
      boolean isJdk,
      @Nullable Extractor extractor,
      GovernedAction[] actions,
      Value[][] values,
      @Nullable GovernedAction action) {
    this.number = number;
    this.location = location;
    this.publicName = publicName;
    int start = location.indexOf('#') + 1;
    int end = location.indexOf('(');
    this.method = end < start ? location.substring(start) : location.substring(start, end);
    this.isJdk = isJdk;
    this.extractor = extractor;
    this.actions = actions;
    this.values = values;
    this.action = action;
  }

  static Site ofJdk(
      int number,
      String location,
      String publicName,
      @Nullable Extractor extractor,
      GovernedAction[] actions,
      Value[][] values) {
    return new Site(number, location, publicName, true, extractor, actions, values, null);
  }

  static Site ofApplication(
      int number, String location, String publicName, @Nullable GovernedAction action) {
    return new Site(number, location, publicName, false, null, NO_ACTIONS, NO_VALUES, action);
  }
}
