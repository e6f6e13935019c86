package io.writ.config;

import io.writ.core.constraint.RealPath;
import java.io.IOException;

/** The port through which a policy's paths meet the file system. */
@FunctionalInterface
public interface PathResolver {

  /**
   * The path with every link resolved. Where it does not exist yet, the part that exists is
   * resolved and the rest appended: should a link appear there later, the real path of what is
   * opened lies elsewhere and is not admitted.
   *
   * @param path absolute or relative to the working directory
   * @throws IOException when the path cannot be resolved
   */
  RealPath resolve(String path) throws IOException;
}
