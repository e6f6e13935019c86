/** What is governed: the actions, the JDK sites and the sites that annotations add. */
@NullMarked
package io.writ.core.catalogue;

import org.jspecify.annotations.NullMarked;
