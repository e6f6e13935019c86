/**
 * Configuration of a runtime: policy file, trust file and agent options. Each is accepted whole or
 * refused with one line that says what is wrong, where, and what to do.
 */
@NullMarked
package io.writ.config;

import org.jspecify.annotations.NullMarked;
