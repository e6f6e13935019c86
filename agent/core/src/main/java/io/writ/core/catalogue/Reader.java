package io.writ.core.catalogue;

/** How one parameter of a JDK site becomes the value of an argument. */
public enum Reader {
  /** A {@code String}, {@code File} or {@code Path}: the real path that opening it reaches. */
  OPEN,
  /** The same, its own last link not followed: what deleting or linking acts on. */
  ENTRY,
  /** A directory as OPEN reads it; null is the directory for temporary files. */
  TEMPORARY,
  /** A {@code FileDescriptor}: the path that it is open on. */
  DESCRIPTOR,
  /** A file attribute view of the JDK's: the real path of its file. */
  VIEW,
  /** A process by number: {@code /proc/PID}, where it is told about; 0 is all of them. */
  PROCESS,
  /** A {@code ProcessHandle} of the JDK's: its number. */
  PID,
  /** A {@code String}, or the name of a constant. */
  TEXT,
  /** A primitive number. */
  NUMBER,
  /** A {@code Class}: its binary name. */
  CLASS,
  /** Any object: the binary name of its class. */
  TYPE,
  /** A {@code Module}: its name. */
  MODULE,
  /** A {@code SocketAddress} or {@code InetAddress}: the numeric address, or unix: and the path. */
  HOST,
  /** A {@code SocketAddress}: the port, 0 of a path. */
  PORT,
  /** As HOST for a local address; null is any, {@code 0.0.0.0}. */
  LOCAL_HOST,
  /** As PORT for a local address; null is any, 0. */
  LOCAL_PORT,
  /** A JDK socket or channel that listens: the address that it is bound to, as HOST. */
  LISTENER_HOST,
  /** The same: its port. */
  LISTENER_PORT,
  /** A {@code String[]}: the first of them. */
  HEAD,
  /** A {@code String[]}: all but the first of them. */
  TAIL,
  /** A {@code javax.management.ObjectName}: its canonical name. */
  OBJECT_NAME,
  /** A {@code javax.naming.Name} of the JDK's: its text. */
  NAME,
  /** A {@code jdk.internal.misc.Signal}: its text. */
  SIGNAL,
  /** No parameter: the text that the table gives. */
  CONSTANT
}
