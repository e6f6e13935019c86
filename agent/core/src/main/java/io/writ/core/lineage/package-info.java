/** What is recorded of every decision, its binary layout, and the port it is recorded through. */
@NullMarked
package io.writ.core.lineage;

import org.jspecify.annotations.NullMarked;
