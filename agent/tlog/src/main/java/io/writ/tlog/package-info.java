/**
 * The transparency log of a journal: RFC 6962 §2.1 trees in the files of C2SP tlog-tiles, signed
 * notes, checkpoints and proofs. Written so that the public tools for such logs can verify what it
 * writes; it knows nothing of records, only their hashes.
 */
@NullMarked
package io.writ.tlog;

import org.jspecify.annotations.NullMarked;
