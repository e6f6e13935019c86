package io.writ.tlog;

import java.io.IOException;

/** Where the hashes come from of which a proof is made. */
interface NodeSource {
  /** The root of the complete subtree over the leaves [index·2^height, (index + 1)·2^height). */
  byte[] node(int height, long index) throws IOException;
}
