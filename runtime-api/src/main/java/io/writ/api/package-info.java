/**
 * What applications compile against: annotate a method, bind an artifact, catch a denial.
 *
 * <p>The classes here have no dependency. With the agent they are loaded by the bootstrap loader;
 * without it every call that would need the agent throws {@link io.writ.api.WritNotActive}.
 */
@NullMarked
package io.writ.api;

import org.jspecify.annotations.NullMarked;
