package io.writ.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Loads the agent and its libraries from the shipped jar, where they lie under {@value #PREFIX}
 * with another suffix, so that no other loader can take them for classes. Its parent is the
 * platform loader: nothing of the application is visible to the agent, and nothing of the agent to
 * the application.
 *
 * <p>Its own classes and resources come first: what somebody puts on the boot loader's path while
 * the JVM runs must not be taken for a class of the agent's that was not loaded yet.
 *
 * <p>The jar stays open. Loading a class late, on an application thread, opens no file and so asks
 * no site.
 */
final class AgentClassLoader extends ClassLoader {
  private static final String PREFIX = "writ/";
  private static final String SUFFIX = ".classdata";

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final String jarUri;

  AgentClassLoader(JarFile jar, URI jarUri) {
    super("writ", ClassLoader.getPlatformClassLoader());
    this.jar = jar;
    this.jarUri = jarUri.toString();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("io.writ.api.") || name.startsWith("io.writ.gate.")) {
      // The bootstrap loader's when the agent runs, the jar's own in a command.
      return Class.forName(name, false, AgentClassLoader.class.getClassLoader());
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null) {
        return loaded;
      }
      byte[] bytes = read(name.replace('.', '/') + SUFFIX);
      return bytes == null ? super.loadClass(name, resolve) : define(name, bytes);
    }
  }

  private Class<?> define(String name, byte[] bytes) {
    int dot = name.lastIndexOf('.');
    if (dot > 0 && getDefinedPackage(name.substring(0, dot)) == null) {
      definePackageOnce(name.substring(0, dot));
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private void definePackageOnce(String name) {
    try {
      definePackage(name, null, null, null, null, null, null, null);
    } catch (IllegalArgumentException e) {
      // Another thread was first; the package is there, which is all that is wanted.
      assert getDefinedPackage(name) != null;
    }
  }

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    byte[] bytes = read(name);
    return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL own = findResource(name);
    return own == null ? super.getResource(name) : own;
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    return findResource(name) == null ? super.getResources(name) : findResources(name);
  }

  @Override
  protected @Nullable URL findResource(String name) {
    if (jar.getJarEntry(PREFIX + name) == null) {
      return null;
    }
    try {
      return new URI("jar:" + jarUri + "!/" + PREFIX + name).toURL();
    } catch (IOException | java.net.URISyntaxException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return Collections.enumeration(url == null ? List.of() : List.of(url));
  }

  private byte @Nullable [] read(String name) {
    JarEntry entry = jar.getJarEntry(PREFIX + name);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("the agent jar cannot be read: " + e, e);
    }
  }
}
