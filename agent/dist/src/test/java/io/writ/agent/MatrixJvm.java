package io.writ.agent;

import io.writ.agent.fixture.JdkMatrix;
import io.writ.core.catalogue.Catalogue;
import io.writ.core.catalogue.JdkSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts the matrix with what its calls need of a JVM. */
final class MatrixJvm {
  private static final int JDK = Runtime.version().feature();

  /** The JVM itself opens the second agent's jar; no cell does. */
  private static final String RULES =
      """
        second-agent:
          actions: ["jdk:file.read", "jdk:file.stat"]
          where: { path: { path_under: "%s" } }
      """;

  private static final String CEILING =
      """
      ceiling:
        everything: { actions: ["*"] }
      """;

  private final GovernedJvm jvm;
  private final MatrixArtifacts artifacts;

  MatrixJvm(Path directory, Catalogue catalogue) throws IOException {
    this(directory, catalogue, GovernedJvm.AGENT);
  }

  MatrixJvm(Path directory, Catalogue catalogue, Path agent) throws IOException {
    Path instruments = InstrumentsJar.write(directory.toRealPath());
    this.jvm =
        new GovernedJvm(directory).policyWithoutThreads(RULES.formatted(instruments) + CEILING);
    this.artifacts = new MatrixArtifacts(catalogue, jvm.authority);
    jvm.agent(agent);
    jvm.flag("-Djava.io.tmpdir=" + Files.createDirectories(directory.toRealPath().resolve("tmp")));
    jvm.flag("-Djdk.attach.allowAttachSelf=true");
    jvm.flag("-Djdk.xml.enableExtensionFunctions=true");
    jvm.flag("-Djava.awt.headless=true");
    jvm.flag("--add-opens=java.base/java.lang=ALL-UNNAMED");
    jvm.flag("--enable-native-access=ALL-UNNAMED");
    if (JDK == 17) {
      jvm.flag("--add-modules=jdk.incubator.foreign");
    }
    jvm.flag("-javaagent:" + instruments);
  }

  /** With the sockets that JDK 17 had before, in place of those that it has. */
  MatrixJvm plain() {
    jvm.flag("-Djdk.net.usePlainSocketImpl=true");
    jvm.flag("-Djdk.net.usePlainDatagramSocketImpl=true");
    return this;
  }

  Path journal() {
    return jvm.journal();
  }

  /** Runs the calls of one site, or of all for {@code *}. */
  GovernedJvm.Result run(List<JdkSite> sites, String wanted, String... more) throws Exception {
    Path files = Files.createDirectories(jvm.directory.resolve("files"));
    Path minted = artifacts.write(jvm.directory.resolve("artifacts"), sites);
    List<String> arguments =
        new ArrayList<>(
            List.of(files.toString(), minted.toString(), artifacts.ofEverything(), wanted));
    arguments.addAll(Arrays.asList(more));
    return jvm.run(JdkMatrix.class, arguments.toArray(String[]::new));
  }
}
