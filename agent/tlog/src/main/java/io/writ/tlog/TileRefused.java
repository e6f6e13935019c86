package io.writ.tlog;

import java.io.IOException;

/** Files that are not the tiles of the tree that was asked for: what, where and what to do. */
public final class TileRefused extends IOException {
  private static final long serialVersionUID = 1L;

  TileRefused(String message) {
    super(message);
  }
}
