package io.writ.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** H2's TCP server, under a client that makes a table, fills, reads and changes it. */
final class H2Program extends ServerProgram {
  private final int port;

  H2Program(Path directory, int port) {
    super(directory);
    this.port = port;
  }

  @Override
  String name() {
    return "h2";
  }

  @Override
  int port() {
    return port;
  }

  @Override
  String classPath() throws IOException {
    return jars(PROGRAMS.resolve("h2"));
  }

  @Override
  List<String> flags() {
    return List.of("-Djava.io.tmpdir=" + directory.resolve("h2-tmp"));
  }

  @Override
  List<String> main() {
    return List.of(
        "org.h2.tools.Server",
        "-tcp",
        "-tcpPort",
        Integer.toString(port),
        "-baseDir",
        directory.resolve("h2-data").toString(),
        "-ifNotExists");
  }

  @Override
  void prepare() throws Exception {
    for (String name : List.of("h2-data", "h2-tmp")) {
      delete(directory.resolve(name));
      Files.createDirectory(directory.resolve(name));
    }
  }

  @Override
  void work() throws Exception {
    Path script = directory.resolve("work.sql");
    Files.writeString(
        script,
        """
        create table payment(id int primary key, payee varchar(100), amount decimal(10, 2));
        insert into payment select x, 'payee ' || x, x * 1.5 from system_range(1, 5000);
        update payment set amount = amount + 1 where mod(id, 7) = 0;
        select count(*), sum(amount) from payment;
        checkpoint sync;
        drop table payment;
        shutdown compact;
        """);
    String out =
        tool(
            "org.h2.tools.RunScript",
            "-url",
            "jdbc:h2:tcp://127.0.0.1:" + port + "/./shop",
            "-user",
            "sa",
            "-script",
            script.toString(),
            "-showResults");
    if (!out.contains("5000")) {
      throw new IOException(out);
    }
  }
}
