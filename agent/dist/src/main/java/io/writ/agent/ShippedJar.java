package io.writ.agent;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.jar.JarFile;

/** The jar that this class came from. */
record ShippedJar(File file, URI uri) {

  static ShippedJar find() throws IOException, URISyntaxException {
    CodeSource source = ShippedJar.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new IOException("the agent was not loaded from a jar file");
    }
    URI uri = source.getLocation().toURI();
    return new ShippedJar(new File(uri), uri);
  }

  AgentClassLoader openLoader() throws IOException {
    return new AgentClassLoader(new JarFile(file), uri);
  }
}
