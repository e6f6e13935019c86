/**
 * The strict encodings that artifacts arrive in: JSON, base64url and SHA-256. A reader here accepts
 * one spelling of a value or none, because two readers that disagree about one text are a hole.
 */
@NullMarked
package io.writ.core.encoding;

import org.jspecify.annotations.NullMarked;
