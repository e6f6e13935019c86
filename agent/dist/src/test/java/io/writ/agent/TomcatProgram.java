package io.writ.agent;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The Apache Tomcat distribution, serving its own examples. */
final class TomcatProgram extends ServerProgram {
  private static final Path HOME = Path.of(System.getProperty("writ.tomcat"));
  private static final List<String> PAGES =
      List.of(
          "/examples/servlets/servlet/HelloWorldExample",
          "/examples/servlets/servlet/SessionExample",
          "/examples/jsp/dates/date.jsp",
          "/examples/servlets/index.html");

  private final Path base;
  private final int port;

  TomcatProgram(Path directory, int port) {
    super(directory);
    this.base = directory.resolve("tomcat");
    this.port = port;
  }

  @Override
  String name() {
    return "tomcat";
  }

  @Override
  int port() {
    return port;
  }

  @Override
  String classPath() {
    return HOME.resolve("bin/bootstrap.jar") + ":" + HOME.resolve("bin/tomcat-juli.jar");
  }

  @Override
  List<String> flags() {
    return List.of(
        "-Dcatalina.home=" + HOME,
        "-Dcatalina.base=" + base,
        "-Djava.io.tmpdir=" + base.resolve("temp"));
  }

  @Override
  List<String> main() {
    return List.of("org.apache.catalina.startup.Bootstrap", "start");
  }

  @Override
  void prepare() throws IOException {
    delete(base);
    copy(HOME.resolve("conf"), base.resolve("conf"));
    copy(HOME.resolve("webapps/examples"), base.resolve("webapps/examples"));
    for (String name : List.of("logs", "temp", "work")) {
      Files.createDirectory(base.resolve(name));
    }
    Files.writeString(
        base.resolve("conf/server.xml"),
        Files.readString(HOME.resolve("conf/server.xml"))
            .replace("port=\"8005\"", "port=\"-1\"")
            .replace(
                "<Connector port=\"8080\"",
                "<Connector address=\"127.0.0.1\" port=\"" + port + "\""));
  }

  @Override
  void work() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    for (String page : PAGES) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + page))
                  .timeout(Duration.ofSeconds(60))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(page + ": " + answer.statusCode() + " " + answer.body());
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.sorted().toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
