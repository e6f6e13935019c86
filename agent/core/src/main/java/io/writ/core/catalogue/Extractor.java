package io.writ.core.catalogue;

/**
 * How a JDK site's parameters become acts: which actions are asked for, on which typed values. The
 * parameter list of the site names, in this order, what the comment lists.
 */
public enum Extractor {
  /** {@code String[]} command line. */
  COMMAND,
  /** {@code String} file name: read. */
  READ_NAME,
  /** {@code String} file name: write. */
  WRITE_NAME,
  /** {@code String} file name, {@code int} mode bits: read, and write when 2 is set. */
  RANDOM_ACCESS,
  /** {@code File}: write. */
  WRITE_FILE,
  /** {@code File} directory or null for the default one: write below it. */
  WRITE_TEMPORARY,
  /** {@code File}: delete. */
  DELETE_FILE,
  /** {@code File} source, {@code File} target: read and delete the one, write the other. */
  RENAME_FILE,
  /** {@code Path}, {@code Set<OpenOption>}: read, write and delete as the options say. */
  OPEN_PATH,
  /**
   * {@code int} directory descriptor or -1, {@code Path}, {@code Set<OpenOption>}: as OPEN_PATH.
   */
  OPEN_AT,
  /** {@code SecureDirectoryStream}, {@code Path} in it: delete. */
  DELETE_AT,
  /** {@code SecureDirectoryStream}, {@code Path} in it: write. */
  WRITE_AT,
  /** {@code SecureDirectoryStream}, {@code Path} in it: read and delete. */
  MOVE_FROM_AT,
  /** {@code Path}: write. */
  WRITE_PATH,
  /** {@code Path}: delete. */
  DELETE_PATH,
  /** {@code Path} source, {@code Path} target: read the one, write the other. */
  COPY_PATH,
  /** {@code Path} source, {@code Path} target: read and delete the one, write the other. */
  MOVE_PATH,
  /** {@code Path} link, {@code Path} existing: write the link; read and write the existing. */
  LINK_PATH,
  /** {@code SocketAddress}: connect. */
  CONNECT,
  /** {@code SocketAddress}, null for any: bind. */
  BIND,
  /** {@code InetAddress}, {@code int} port: bind. */
  BIND_PORT,
  /** {@code String} file name of a native library. */
  LIBRARY_FILE,
  /** {@code Class} that asks, {@code String} bare name of a native library. */
  LIBRARY_NAME,
  /** {@code int} exit status. */
  STATUS,
  /** No parameter; always denied. */
  SELF_TEST
}
