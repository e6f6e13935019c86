/**
 * What was taken back: signed revocation lists, Token Status Lists, and the immutable state that
 * both add up to at one moment. Pure: files are read, and clocks asked, elsewhere.
 */
@NullMarked
package io.writ.core.revocation;

import org.jspecify.annotations.NullMarked;
