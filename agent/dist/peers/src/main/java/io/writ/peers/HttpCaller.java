package io.writ.peers;

/** Calls by one library: the status and the body of the answer. */
interface HttpCaller {
  /**
   * Gets a URL.
   *
   * @param isForged with headers of the application's own making under the names of the adapter
   */
  String get(String url, boolean isForged) throws Exception;

  /** Gets a URL with a request that names another origin as its authority. */
  default String disguise(String url, String authority) throws Exception {
    throw new UnsupportedOperationException("this library sends where the request says");
  }
}
