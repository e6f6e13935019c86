/** The call graph: classes as their files declare them, and who calls whom. */
@NullMarked
package io.writ.scan.graph;

import org.jspecify.annotations.NullMarked;
