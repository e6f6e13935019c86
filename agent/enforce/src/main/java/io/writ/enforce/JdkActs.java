package io.writ.enforce;

import io.writ.core.catalogue.Act.Value;
import io.writ.core.catalogue.Extractor;
import io.writ.core.constraint.Arguments;
import io.writ.core.decision.GovernedAction;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a JDK site passes into acts, one per resource, and has each decided. Most sites say in
 * the catalogue what their acts are; the others have an {@link Extractor}.
 */
final class JdkActs {
  /** Decides the act whose values are in the state's arguments; throws when it is denied. */
  interface Decide {
    void act(ThreadState state, Site site, GovernedAction action);
  }

  private final JdkValues values;
  private final Decide decide;
  private final FileActs files;
  private final CodeActs code;
  private final RuntimeActs runtime;

  JdkActs(JdkFields fields, String temporaryDirectory, Decide decide) {
    this.values = new JdkValues(fields, temporaryDirectory);
    this.decide = decide;
    this.files = new FileActs(values, decide);
    this.code = new CodeActs(decide);
    this.runtime = new RuntimeActs(decide);
    // Once before anything is woven: linking what they are made of will be governed itself.
    PathResolver.isResolving();
    JdkInitialiser.isRunning();
    OwnWork.isCaller();
  }

  void decideAll(ThreadState s, Site site, @Nullable Object a, @Nullable Object b, long n)
      throws Throwable {
    Extractor extractor = site.extractor;
    if (extractor != null) {
      s.newFilesIn =
          extractor == Extractor.OPEN_AT || extractor == Extractor.CREATE_DIRECTORY
              ? s.newFilesIn
              : null;
      extract(extractor, s, site, a, b, n);
      return;
    }
    s.newFilesIn = null;
    Arguments arguments = s.arguments;
    for (int i = 0; i < site.actions.length; i++) {
      arguments.clear();
      for (Value value : site.values[i]) {
        values.read(value, a, b, n, arguments);
      }
      decide.act(s, site, site.actions[i]);
    }
  }

  private void extract(
      Extractor extractor, ThreadState s, Site site, @Nullable Object a, @Nullable Object b, long n)
      throws Throwable {
    switch (extractor) {
      case RANDOM_ACCESS -> files.randomAccess(s, site, a, n);
      case OPEN_PATH -> files.open(s, site, a, b);
      case OPEN_AT -> files.openAt(s, site, n, a, b);
      case FOLLOW -> files.follow(s, site, a, b);
      case CREATE_DIRECTORY -> files.createDirectory(s, site, a);
      case TEMPORARY -> files.temporary(s, site, a);
      case FOLLOW_AT -> files.all(s, site, PathResolver.open(values.at(a, b)));
      case ENTRY_AT -> files.all(s, site, PathResolver.entry(values.at(a, b)));
      case SYMBOLIC_LINK -> files.symbolicLink(s, site, a, b);
      case MODE -> files.mode(s, site, a, n);
      case PERMISSIONS -> files.permissions(s, site, a, b);
      case SEND_TO -> runtime.sendTo(s, site, a);
      case LIBRARY_NAME -> code.library(s, site, (Class<?>) a, b);
      case LOADER -> code.loader(s, site, a);
      case DEFINE -> code.define(s, site, a, b);
      case DEFINE_BY_LOOKUP -> code.defineByLookup(s, site, a);
      case RESTRICTED -> code.restricted(s, site, (Class<?>) a, b);
      case OPEN_MEMBER -> code.openMember(s, site, a, (Class<?>) b);
      case PRIVATE_LOOKUP -> code.privateLookup(s, site, a, b);
      case DESERIALIZE -> runtime.deserialize(s, site, (Class<?>) a, n);
      case SYSTEM_PROPERTY -> runtime.property(s, site, a, b);
      case INSTALLED_PROVIDER -> runtime.provider(s, site, a);
      case REGISTER -> runtime.register(s, site, a, b);
      case NEW_THREAD -> runtime.newThread(s, site, a);
      case OTHER_THREAD -> runtime.otherThread(s, site, (Thread) a);
    }
  }
}
