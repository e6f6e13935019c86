/**
 * The authorization artifact, Writ profile 1: reading, verifying, narrowing and issuing. Nothing
 * outside this package can make a {@link io.writ.core.artifact.VerifiedArtifact}.
 */
@NullMarked
package io.writ.core.artifact;

import org.jspecify.annotations.NullMarked;
