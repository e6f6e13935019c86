/** What the classes of a jar can reach. */
@NullMarked
package io.writ.scan.jar;

import org.jspecify.annotations.NullMarked;
