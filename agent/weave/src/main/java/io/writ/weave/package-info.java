/**
 * Puts the check into bytecode and proves that it is there.
 *
 * <p>Classes are woven with ASM visitors, one straight-line prologue per site; why not with Byte
 * Buddy's advice is decision 0002. Nothing here is best effort: a class that should be woven and
 * cannot be is replaced by one that does not link.
 */
@NullMarked
package io.writ.weave;

import org.jspecify.annotations.NullMarked;
