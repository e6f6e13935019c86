/** The one seam between the API and the agent. Applications do not use it. */
@NullMarked
package io.writ.api.spi;

import org.jspecify.annotations.NullMarked;
