package io.writ.scan.jar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.writ.core.encoding.JsonWriter;
import io.writ.scan.ThisJdk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One jar with a class for each way to get from one method to another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JarScanTest {
  private static final String EXIT = "jdk:runtime.exit";

  private ScanReport report = new ScanReport(List.of(), 0, List.of(), List.of());

  @BeforeAll
  void scan(@TempDir Path directory) throws Exception {
    Path jar =
        new CompiledJar(directory)
            .classes(
                "class Sink { static void end() { System.exit(1); } }",
                "class StaticCall { void go() { Sink.end(); } }",
                "class Base { void act() {} final void run() { act(); } }",
                "class Derived extends Base { void act() { Sink.end(); } }",
                "class VirtualCall { void go(Base base) { base.act(); } }",
                "class InheritedCall { void go(Derived derived) { derived.run(); } }",
                "class SuperCall extends Derived { void act() { super.act(); } }",
                "interface Port { void act(); }",
                "class Adapter implements Port { public void act() { Sink.end(); } }",
                "class InterfaceCall { void go(Port port) { port.act(); } }",
                "class Lambda { Runnable go() { return () -> Sink.end(); } }",
                "class Reference { Runnable go() { return Sink::end; } }",
                "class Constructed { Constructed() { Sink.end(); } }",
                "class Constructor { void go() { new Constructed(); } }",
                "class Initialized { static int x = 1; static { Sink.end(); } }",
                "class Initializer { int go() { return Initialized.x; } }",
                "class Task implements Runnable { public void run() { Sink.end(); } }",
                "class Creator { Object go() { return new Task(); } }",
                "class Runner { void go(Runnable task) { task.run(); } }",
                "class Plain { String go(Object o) { return String.format(\"%s\", o); } }",
                "class Native { native void go(); }",
                "class Reflective { void go(java.lang.reflect.Method m) throws Exception {"
                    + " m.invoke(null); } }",
                "class Named { void go() throws Exception { Class.forName(\"java.lang.Object\"); } }",
                "class Free { void go(String name) throws Exception { Class.forName(name); } }",
                "class Files { byte[] go(java.nio.file.Path p) throws Exception { return"
                    + " java.nio.file.Files.readAllBytes(p); } }",
                "class Connects { Object go(java.net.URL url) throws Exception { return"
                    + " url.openStream(); } }",
                "class Opens { void go(java.lang.reflect.Field f) { f.setAccessible(true); } }",
                "class Loads { Object go() { return new java.net.URLClassLoader(new java.net.URL[0]); } }",
                "class Deserializes { Object go(java.io.ObjectInputStream in) throws Exception { return"
                    + " in.readObject(); } }",
                "class Starts { Object go(String c) throws Exception { return"
                    + " Runtime.getRuntime().exec(c); } }")
            .write("edges.jar");
    report = new JarScan(ThisJdk.CLASSES).scan(List.of(jar), List.of(), action -> true, false);
  }

  private List<String> path(String simpleName, String action) {
    return report.findings().stream()
        .filter(f -> f.className().equals("lib." + simpleName) && f.action().equals(action))
        .map(f -> f.path().subList(0, f.ownSteps()))
        .findFirst()
        .orElse(List.of());
  }

  private void assertReachesExit(String simpleName, String... path) {
    List<String> expected = new ArrayList<>();
    for (String step : path) {
      expected.add("lib." + step);
    }
    expected.add("lib.Sink#end()V");
    assertEquals(expected, path(simpleName, EXIT));
  }

  @Test
  void staticCall_isFollowed() {
    assertReachesExit("StaticCall", "StaticCall#go()V");
  }

  @Test
  void virtualCall_isFollowedToEveryBody() {
    assertReachesExit("VirtualCall", "VirtualCall#go(Llib/Base;)V", "Derived#act()V");
  }

  @Test
  void inheritedMethod_isFollowedInTheClassThatHasIt() {
    assertReachesExit(
        "InheritedCall", "InheritedCall#go(Llib/Derived;)V", "Base#run()V", "Derived#act()V");
  }

  @Test
  void superCall_isFollowed() {
    assertReachesExit("SuperCall", "SuperCall#act()V", "Derived#act()V");
  }

  @Test
  void interfaceCall_isFollowedToImplementations() {
    assertReachesExit("InterfaceCall", "InterfaceCall#go(Llib/Port;)V", "Adapter#act()V");
  }

  @Test
  void lambdaAndMethodReference_areCalledByWhoMakesThem() {
    assertReachesExit("Lambda", "Lambda#lambda$go$0()V");
    assertReachesExit("Reference", "Reference#go()Ljava/lang/Runnable;");
  }

  @Test
  void constructorAndStaticInitializer_areFollowed() {
    assertReachesExit("Constructor", "Constructor#go()V", "Constructed#<init>()V");
    assertReachesExit("Initializer", "Initializer#go()I", "Initialized#<clinit>()V");
  }

  @Test
  void callback_isCalledByWhoMakesItAndNotByWhoRunsAny() {
    assertReachesExit("Creator", "Creator#go()Ljava/lang/Object;", "Task#<init>()V", "Task#run()V");
    assertEquals(List.of(), path("Runner", EXIT));
  }

  @Test
  void methodsOfTheJdk_reachWhatTheyAskFor() {
    assertEquals(List.of("lib.Files#go(Ljava/nio/file/Path;)[B"), path("Files", "jdk:file.read"));
    assertEquals(
        List.of("lib.Connects#go(Ljava/net/URL;)Ljava/lang/Object;"),
        path("Connects", "jdk:net.connect"));
    assertEquals(
        List.of("lib.Starts#go(Ljava/lang/String;)Ljava/lang/Object;"),
        path("Starts", "jdk:process.start"));
    assertEquals(1, path("Opens", "jdk:reflect.open").size());
    assertEquals(1, path("Loads", "jdk:code.load").size());
    assertEquals(1, path("Deserializes", "jdk:deserialize").size());
  }

  @Test
  void classThatOnlyComputes_reachesNothing() {
    assertEquals(
        List.of(),
        report.findings().stream().filter(f -> f.className().equals("lib.Plain")).toList());
  }

  @Test
  void whatAScanCannotFollow_isNamed() {
    assertEquals(List.of("lib.Native#go()V"), path("Native", "scan:native-method"));
    assertEquals(
        List.of("lib.Reflective#go(Ljava/lang/reflect/Method;)V"),
        path("Reflective", "scan:reflection"));
    assertEquals(List.of("lib.Free#go(Ljava/lang/String;)V"), path("Free", "scan:class-by-name"));
    assertEquals(List.of(), path("Named", "scan:class-by-name"));
  }

  @Test
  void text_hasOneLineForEachClassAndAction() {
    List<String> lines = ScanText.lines(report);
    int at = lines.indexOf("edges.jar: lib.StaticCall");
    assertEquals(
        "  jdk:runtime.exit         go > lib.Sink#end > java.lang.System#exit"
            + "  (java.lang.Runtime.exit)",
        lines.get(at + 1));
    assertEquals(
        "classes scanned: 30, findings: " + report.findings().size() + ", JDK " + ThisJdk.FEATURE,
        lines.get(lines.size() - 1));
  }

  @Test
  void json_hasTheWholePath() {
    assertTrue(
        JsonWriter.write(ScanText.json(report))
            .contains(
                "{\"jar\":\"edges.jar\",\"class\":\"lib.StaticCall\",\"action\":\"jdk:runtime.exit\","
                    + "\"asks\":\"java.lang.Runtime.exit\",\"path\":[\"lib.StaticCall#go()V\","
                    + "\"lib.Sink#end()V\",\"java.lang.System#exit(I)V\","
                    + "\"java.lang.Runtime#exit(I)V\"]}"));
  }
}
