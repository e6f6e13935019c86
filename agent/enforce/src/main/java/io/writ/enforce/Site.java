package io.writ.enforce;

import io.writ.core.catalogue.Extractor;
import io.writ.core.decision.GovernedAction;
import org.jspecify.annotations.Nullable;

/** A woven method, by number. */
final class Site {
  final int number;
  final String location;
  final String publicName;

  /** How a JDK site's parameters become acts; null for an application method. */
  final @Nullable Extractor extractor;

  /** What an application method asks for; null for a JDK site, whose extractor says it. */
  final @Nullable GovernedAction action;

  /** The journal's number for the location; 0 until the first record. A race interns twice. */
  int recordNumber;

  Site(
      int number,
      String location,
      String publicName,
      @Nullable Extractor extractor,
      @Nullable GovernedAction action) {
    this.number = number;
    this.location = location;
    this.publicName = publicName;
    this.extractor = extractor;
    this.action = action;
  }
}
