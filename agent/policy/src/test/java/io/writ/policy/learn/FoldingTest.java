package io.writ.policy.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.policy.ToolRefused;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldingTest {
  private static final Pattern TEXTS = Pattern.compile("\"([^\"]*)\"");

  @ParameterizedTest
  @CsvSource({
    // One file is itself, two are themselves, three of one directory are the directory.
    "/data/a, /data/a",
    "/data/a /data/b, /data/a /data/b",
    "/data/a /data/b /data/c, /data",
    "/data/a /data/b /data/c /data/d/e, /data",
    "/data/a /data/b /data/x/c, /data/a /data/b /data/x/c",
    // The longest variable first; whole components only.
    "/srv/shop/x, ${user.dir}/x",
    "/srv/shopping/x, /srv/shopping/x",
    "/home/shop/.m2/x, ${user.home}/.m2/x",
    "/tmp/x, ${java.io.tmpdir}/x",
    // Code is granted whole for reading.
    "/opt/jdk-17/conf/security/java.security, ${java.home}",
    "/srv/shop/lib/a.jar, ${class.path}",
    "/srv/shop/lib/b.jar, ${user.dir}/lib/b.jar",
    "/srv/shop/classes/x/Y.class, ${class.path}",
    // Names that were made for one run.
    "/data/upload.tmp, /data",
    "/data/tmp8x, /data",
    "/data/temp-12, /data",
    "/data/template, /data/template",
    "/data/report~, /data",
    "/data/2026-11-22/x, /data",
    "/data/22-11-26.csv, /data",
    "/data/order-1234, /data",
    "/data/order-123, /data/order-123",
    "/data/0b7c3a2e-3d1f-4d7a-9f55-6f1f0c1d2e3f/x/y, /data",
    "/data/5ed36f99.0, /data",
    "/data/deadbeef, /data/deadbeef",
    "/data/app.log, /data/app.log",
    "/data/app.log.1, /data",
    "/data/app.1.log.gz, /data",
    "/data/libz.so.1, /data/libz.so.1",
    "/data/java-17-openjdk-amd64/x, /data/java-17-openjdk-amd64/x",
    "/data/ParallelCollectors-2.jar, /data/ParallelCollectors-2.jar",
    "/data/pid-4711, /data",
    // The own process, and nothing of it as a whole.
    "/proc/4711/status, /proc/self/status",
    "/proc/4711/a /proc/4711/b /proc/4711/c, /proc/self/a /proc/self/b /proc/self/c",
    "/proc/4711/task/12/comm, /proc/self/task",
    // System directories are never granted as a whole.
    "/etc/a /etc/b /etc/c /etc/d, /etc/a /etc/b /etc/c /etc/d",
    "/etc/ssl/a /etc/ssl/b /etc/ssl/c, /etc/ssl",
    "/a /b /c, /a /b /c",
    "/home/x/a /home/x/b /home/x/c, /home/x/a /home/x/b /home/x/c",
    "/home/shop/a /home/shop/b /home/shop/c," + " ${user.home}/a ${user.home}/b ${user.home}/c",
  })
  void pathsThatAreRead_foldToTheseRoots(String paths, String roots) throws Exception {
    ObservedService service = new ObservedService("j").read(paths.split(" "));
    assertEquals(List.of(roots.split(" ")), roots(service));
  }

  @ParameterizedTest
  @CsvSource({
    "/opt/jdk-17/lib/x, ${java.home}/lib/x",
    "/srv/shop/lib/a.jar, ${user.dir}/lib/a.jar",
    "/srv/shop/classes/x, ${user.dir}/classes/x",
    "/tmp/a /tmp/b /tmp/c, ${java.io.tmpdir}",
  })
  void codeThatIsWritten_isNotGrantedWhole(String paths, String roots) throws Exception {
    ObservedService service = new ObservedService("j").write(paths.split(" "));
    assertEquals(List.of(roots.split(" ")), roots(service));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/ghp_0123456789abcdef",
        "/etc/app-20261122.conf",
        "/home/shop/.cache~",
        "/proc/1/environ",
        "/var/log/app.log.1"
      })
  void volatileNameInASystemDirectory_isRefusedByItsRecord(String path) {
    ObservedService service = new ObservedService("j").read(path);
    assertEquals(
        "record 1 of journal j: [jdk:file.read] has a [path] with a name that was made for one run"
            + " or looks secret, directly in a directory that is never granted as a whole; or leave"
            + " such calls out by --leave-out",
        assertThrows(ToolRefused.class, service::learn).getMessage());
  }

  @Test
  void manyBranchesOfOneDirectory_foldToIt() throws Exception {
    assertEquals(List.of("/data"), roots(service(8, i -> "/data/d" + i + "/x")));
    assertEquals(7, roots(service(7, i -> "/data/d" + i + "/x")).size());
    assertEquals(30, roots(service(30, i -> "/usr/share/d" + i + "/x")).size());
  }

  @Test
  void systemDirectoryItself_isGrantedWithoutWhatLiesBelow() throws Exception {
    assertEquals(
        """
        ambient:
          # 1 call, 2026-01-01T00:00:01Z
          write-files-themselves:
            actions: ["jdk:file.write"]
            where: { path: { one_of: ["/var/log"] } }
        """,
        new ObservedService("j").write("/var/log").rules());
  }

  @Test
  void serviceInARootDirectory_usesNoVariableForIt() throws Exception {
    assertEquals(
        List.of("/app/data/x", "/tmp/x"),
        roots(
            new ObservedService("j")
                .with("user.dir", "/")
                .with("java.io.tmpdir", "/")
                .read("/tmp/x", "/app/data/x")));
  }

  @Test
  void rootDirectoryAsHome_isNoVariableEither() throws Exception {
    ObservedService service = new ObservedService("j").with("user.dir", "/");
    assertEquals(List.of("/app/data/x"), roots(service.with("user.home", "/").read("/app/data/x")));
    assertEquals(List.of("/app/data/x"), roots(service.without("user.home")));
    assertEquals(
        List.of("${user.dir}/x"),
        roots(
            new ObservedService("j")
                .with("user.dir", "/root")
                .with("user.home", "/root")
                .read("/root/x")));
  }

  @Test
  void variableOfThePolicy_isUsedAndListed() throws Exception {
    String document =
        new ObservedService("j")
            .with("env.SHOP_DATA", "/data/shop")
            .read("/data/shop/x")
            .learn()
            .document();
    assertEquals(
        """
        environment: ["SHOP_DATA"]
        ambient:
          # 1 call, 2026-01-01T00:00:01Z
          read-files:
            actions: ["jdk:file.read"]
            where: { path: { path_under: ["${env.SHOP_DATA}/x"] } }
        journal:
        """,
        document.substring(document.indexOf("environment:"), document.indexOf("  attributes")));
  }

  @Test
  void portsOfOneHost_foldOnlyWhereSystemsHandThemOut() throws Exception {
    assertEquals(List.of("connect-8080", "connect-40000"), connects("10.0.0.1", 8080, 40_000));
    assertEquals(List.of("connect-32767", "connect-ephemeral"), connects("::1", 32_767, 32_768));
    assertEquals(List.of("connect-ephemeral", "connect-61000"), connects("::1", 60_999, 61_000));
    assertEquals(List.of("connect-ephemeral"), connects("127.0.0.1", 40_000));
    assertEquals(List.of("connect-ephemeral"), connects("10.0.0.1", 40_000, 40_001));
    assertEquals(
        List.of("connect-80", "connect-81", "connect-82"), connects("10.0.0.1", 80, 81, 82));
  }

  @Test
  void portsThatAreBound_foldInPairs() throws Exception {
    assertEquals(
        """
        ambient:
          # 3 calls, 2026-01-01T00:00:03Z to 2026-01-01T00:00:05Z
          listen-ephemeral:
            actions: ["jdk:net.bind"]
            where: { host: "0.0.0.0", port: { any: [0, { range: { min: 32768, max: 60999 } }] } }
          # 2 calls, 2026-01-01T00:00:01Z to 2026-01-01T00:00:02Z
          listen-40000:
            actions: ["jdk:net.bind"]
            where: { host: "127.0.0.1", port: { one_of: [0, 40000] } }
        """,
        new ObservedService("j")
            .bind("127.0.0.1", 0, 40_000)
            .bind("0.0.0.0", 0, 40_000, 50_000)
            .rules());
  }

  @Test
  void manyHosts_foldToTheNetworksThatFourOfThemShare() throws Exception {
    ObservedService service = new ObservedService("j");
    for (int i = 1; i <= 4; i++) {
      service.connect("10.0.0." + i, 443).connect("2001:db8:0:1:0:0:0:" + i, 443);
    }
    assertEquals(8, roots(service).size());
    service.connect("10.0.9.1", 443).connect("fe80:0:0:0:0:0:0:1%eth0", 443);
    assertEquals(
        """
        ambient:
          # 10 calls, 2026-01-01T00:00:01Z to 2026-01-01T00:00:10Z
          connect-443:
            actions: ["jdk:net.connect"]
            where:
              host:
                any:
                  - { one_of: ["10.0.9.1", "fe80:0:0:0:0:0:0:1%eth0"] }
                  - { cidr: ["10.0.0.0/24", "2001:db8:0:1:0:0:0:0/64"] }
              port: 443
        """,
        service.rules());
  }

  @Test
  void libraryWithAVolatileName_isWhereItLies() throws Exception {
    assertEquals(
        """
        ambient:
          # 2 calls, 2026-01-01T00:00:01Z to 2026-01-01T00:00:02Z
          load-libraries:
            actions: ["jdk:code.native"]
            where: { library: { any: ["nio", { path_under: ["${java.io.tmpdir}"] }] } }
        """,
        new ObservedService("j")
            .saw("jdk:code.native", "library", "nio")
            .saw("jdk:code.native", "library", "/tmp/libnetty123456.so")
            .rules());
  }

  @Test
  void commandWithAVolatileName_isPrintedAndSaid() throws Exception {
    assertEquals(
        """
        ambient:
          # 2 calls, 2026-01-01T00:00:01Z to 2026-01-01T00:00:02Z
          # Any arguments: they were not looked at. Constrain [arguments] where they are few.
          # A command has a name that looks as if it was made for one run.
          start-processes:
            actions: ["jdk:process.start"]
            where: { command: { one_of: ["${java.home}/bin/java", "${java.io.tmpdir}/run-1234"] } }
        """,
        new ObservedService("j")
            .saw("jdk:process.start", "command", "/opt/jdk-17/bin/java")
            .saw("jdk:process.start", "command", "/tmp/run-1234")
            .rules());
  }

  private static ObservedService service(int count, java.util.function.IntFunction<String> path) {
    return new ObservedService("j")
        .read(IntStream.range(0, count).mapToObj(path).toArray(String[]::new));
  }

  /** The texts in the rules, but for the actions. */
  private static List<String> roots(ObservedService service) throws ToolRefused {
    Matcher matcher = TEXTS.matcher(service.rules());
    return matcher
        .results()
        .map(found -> found.group(1))
        .filter(text -> !text.startsWith("jdk:"))
        .toList();
  }

  private static List<String> connects(String host, int... ports) throws ToolRefused {
    return new ObservedService("j")
        .connect(host, ports)
        .rules()
        .lines()
        .filter(line -> line.matches("  [a-z].*"))
        .map(line -> line.strip().replace(":", ""))
        .toList();
  }
}
