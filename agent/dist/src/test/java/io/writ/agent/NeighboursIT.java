package io.writ.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.writ.agent.fixture.Neighbour;
import io.writ.agent.fixture.Neighbours;
import io.writ.agent.fixture.Renamed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes beside the agent's own, and its module opened: nobody gets in by it. */
class NeighboursIT {
  private static final String OUTSIDE =
      "decider IllegalAccessException, runtime IllegalAccessException, file NO_ARTIFACT";

  /** A class of the agent's libraries that no start needs. */
  private static final String LIBRARY = "org.bouncycastle.crypto.digests.SHA512Digest";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path directory;

  private static String refused(String name) {
    return "writ: class ["
        + name
        + "] is refused because it cannot be governed: it would stand among the agent's own"
        + " classes; give it a package of its own";
  }

  @Test
  void classesInTheAgentsPackages_andItsModuleOpened_reachNothing() throws Exception {
    Path root = directory.toRealPath();
    Path forbidden = Files.writeString(root.resolve("forbidden"), "x");
    Path path = Files.createDirectory(root.resolve("path"));
    put(path, "io.writ.gate.OnPath");
    put(path, "io.writ.api.OnPath");
    Path boot = bootJar(root, "io.writ.gate.Boot", "io.writ.api.Boot", "evil.Boot", LIBRARY);
    GovernedJvm jvm =
        new GovernedJvm(directory)
            .policy(
                """
                  other-agent:
                    actions: ["jdk:runtime.agent", "jdk:runtime.property", "jdk:code.*", "jdk:reflect.open"]
                  its-files:
                    actions: ["jdk:file.read", "jdk:file.stat"]
                    where: { path: { path_under: ["${user.dir}/boot.jar", "${user.dir}/read-back.jar"] } }
                """)
            .classPath(GovernedJvm.FIXTURES + ":" + path)
            .flag("-javaagent:" + ReadBackAgent.jar(directory, Neighbours.class))
            .flag("--add-opens=io.writ/io.writ.gate=ALL-UNNAMED")
            .flag("--add-exports=io.writ/io.writ.gate=ALL-UNNAMED");

    GovernedJvm.Result result = jvm.run(Neighbours.class, forbidden.toString(), boot.toString());

    assertEquals(
        List.of(
            "own loader io.writ.gate.Mine: ClassFormatError",
            "own loader io.writ.api.Mine: " + OUTSIDE,
            "own loader io.writ.core.Mine: " + OUTSIDE,
            "class path gate: ClassFormatError",
            "class path api: " + OUTSIDE,
            "private lookup: DENIED_BY_POLICY",
            "lookup in: IllegalAccessException",
            "gate of its own: ClassFormatError",
            "module: unnamed module ",
            "addOpens: unnamed module ",
            "addExports: unnamed module ",
            "addReads: unnamed module ",
            "implAddOpens: InaccessibleObjectException",
            "redefineModule: done",
            "private member afterwards: DENIED_BY_POLICY",
            "private lookup afterwards: DENIED_BY_POLICY",
            "boot io.writ.gate.Boot: ClassFormatError",
            "boot io.writ.api.Boot: ClassFormatError",
            "boot evil.Boot: " + OUTSIDE,
            "boot " + LIBRARY + ": " + OUTSIDE,
            "key of the agent: true"),
        result.out(),
        () -> result.err().toString());
    assertEquals(
        List.of(
            refused("io.writ.gate.Mine"),
            refused("io.writ.gate.OnPath"),
            refused("io.writ.gate.Gate"),
            refused("io.writ.gate.Boot"),
            refused("io.writ.api.Boot")),
        result.writLines().stream().filter(line -> line.contains("is refused")).toList());
    Journals.verified(jvm.journal());
  }

  static Path bootJar(Path directory, String... names) throws IOException {
    Path jar = directory.resolve("boot.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (String name : names) {
        out.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
        out.write(Renamed.bytes(Neighbour.class, name));
      }
    }
    return jar;
  }

  private static void put(Path directory, String name) throws IOException {
    Path file = directory.resolve(name.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    Files.write(file, Renamed.bytes(Neighbour.class, name));
  }
}
