package io.writ.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An Apache Kafka broker, under Kafka's own producer and consumer. */
final class KafkaProgram extends ServerProgram {
  private final int port;
  private final int controllerPort;

  KafkaProgram(Path directory, int port, int controllerPort) {
    super(directory);
    this.port = port;
    this.controllerPort = controllerPort;
  }

  @Override
  String name() {
    return "kafka";
  }

  @Override
  int port() {
    return port;
  }

  @Override
  String classPath() throws IOException {
    return jars(PROGRAMS.resolve("kafka"));
  }

  @Override
  List<String> flags() {
    return List.of("-Djava.io.tmpdir=" + directory.resolve("kafka-tmp"));
  }

  @Override
  List<String> main() {
    return List.of("kafka.Kafka", directory.resolve("server.properties").toString());
  }

  @Override
  void prepare() throws Exception {
    for (String name : List.of("kafka-data", "kafka-tmp")) {
      delete(directory.resolve(name));
      Files.createDirectory(directory.resolve(name));
    }
    Files.writeString(
        directory.resolve("server.properties"),
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        log.dirs=%3$s
        group.initial.rebalance.delay.ms=0
        offsets.topic.num.partitions=3
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        share.coordinator.state.topic.replication.factor=1
        """
            .formatted(port, controllerPort, directory.resolve("kafka-data")));
    tool(
        "kafka.tools.StorageTool",
        "format",
        "-t",
        "MkU3OEVBNTcwNTJENDM2Qg",
        "-c",
        directory.resolve("server.properties").toString());
  }

  @Override
  void work() throws Exception {
    String at = "127.0.0.1:" + port;
    tool(
        "org.apache.kafka.tools.ProducerPerformance",
        "--topic",
        "payments",
        "--num-records",
        "2000",
        "--record-size",
        "100",
        "--throughput",
        "-1",
        "--producer-props",
        "bootstrap.servers=" + at);
    String out =
        tool(
            "org.apache.kafka.tools.consumer.ConsoleConsumer",
            "--topic",
            "payments",
            "--group",
            "audit",
            "--from-beginning",
            "--max-messages",
            "2000",
            "--bootstrap-server",
            at);
    if (!out.contains("Processed a total of 2000 messages")) {
      throw new IOException(out.substring(Math.max(0, out.length() - 2_000)));
    }
  }
}
