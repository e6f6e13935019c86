package io.writ.core.catalogue;

/**
 * How a JDK site's parameters become acts where a plain list of them does not say it: which actions
 * are asked for depends on the values. The parameters of the site are, in this order, what the
 * comment lists; the actions are, in this order, those of the site.
 */
public enum Extractor {
  /** {@code String} file name, {@code int} mode bits: read, and write when 2 is set. */
  RANDOM_ACCESS,
  /** {@code Path}, {@code Set<OpenOption>}: read, write and delete as the options say. */
  OPEN_PATH,
  /**
   * {@code int} directory descriptor or -1, {@code Path}, {@code Set<OpenOption>}: as OPEN_PATH.
   */
  OPEN_AT,
  /** {@code Path}, {@code LinkOption[]}: the one action, on what the options say. */
  FOLLOW,
  /** {@code Path}: write it, as a directory. */
  CREATE_DIRECTORY,
  /** {@code Path} of a directory or null for the default one: make a temporary file in it. */
  TEMPORARY,
  /** {@code SecureDirectoryStream}, {@code Path} in it: the one action on what it leads to. */
  FOLLOW_AT,
  /** {@code SecureDirectoryStream}, {@code Path} in it: all actions on the entry itself. */
  ENTRY_AT,
  /** {@code Path} link, {@code Path} target, relative to the link's directory: link. */
  SYMBOLIC_LINK,
  /** A file attribute view, {@code int} mode: attributes, or execute when the mode says so. */
  MODE,
  /** The same with a {@code Set<PosixFilePermission>}. */
  PERMISSIONS,
  /** {@code SocketAddress}, null on a connection: send. */
  SEND_TO,
  /** {@code Class} that asks, {@code String} bare name of a native library. */
  LIBRARY_NAME,
  /** {@code ClassLoader} that is made: load, unless it is one of the JDK's inner ones. */
  LOADER,
  /** {@code ClassLoader}, {@code String} class name: define, unless it is the JVM's own loader. */
  DEFINE,
  /** {@code Lookup} that defines: define, unless the JDK makes a lambda of its own. */
  DEFINE_BY_LOOKUP,
  /** {@code Class} that asks, {@code String} method: foreign, unless the JDK asks. */
  RESTRICTED,
  /** {@code AccessibleObject}, {@code Class} that asks: open, when it is hidden from who asks. */
  OPEN_MEMBER,
  /** {@code Class} to look into, {@code Lookup} that asks: open, when it is in another module. */
  PRIVATE_LOOKUP,
  /** {@code Class} or null, {@code int} array length or -1: deserialize, of a class. */
  DESERIALIZE,
  /** {@code Properties}, key or null for all: property, when they are the system's. */
  SYSTEM_PROPERTY,
  /** {@code Provider}: provider, when it is one that is installed. */
  INSTALLED_PROVIDER,
  /** {@code Object} to register, {@code ObjectName}: jmx, unless it is the JDK's own. */
  REGISTER,
  /** {@code Thread} that starts: create, unless it is one of the JDK's inner ones. */
  NEW_THREAD,
  /** {@code Thread}: control, when it is another than the current one, and alive. */
  OTHER_THREAD
}
