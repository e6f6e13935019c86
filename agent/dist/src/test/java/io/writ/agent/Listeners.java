package io.writ.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sockets on loopback that tell how often somebody came: one that closes what it accepts, one that
 * answers HTTP, one for datagrams, and one that tells the numbers. Before it tells them it waits
 * for a connection of its own at each: what came before that is counted.
 */
final class Listeners implements AutoCloseable {
  private static final int BACKLOG = 100;
  private static final int LIMIT_MILLIS = 5_000;
  private static final String PROBE = "probe";
  private static final String REDIRECT = "GET /to?";

  private final InetAddress loopback = InetAddress.getLoopbackAddress();
  private final ServerSocket tcp = new ServerSocket(0, BACKLOG, loopback);
  private final ServerSocket http = new ServerSocket(0, BACKLOG, loopback);
  private final ServerSocket count = new ServerSocket(0, BACKLOG, loopback);
  private final DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, 0));
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger datagrams = new AtomicInteger();
  private final Map<Integer, CountDownLatch> probes = new ConcurrentHashMap<>();

  /** Datagram probes have no connection that could be told from others. */
  private final Set<CountDownLatch> datagramProbes = ConcurrentHashMap.newKeySet();

  Listeners() throws IOException {
    start(() -> accept(tcp, connections, Socket::close));
    start(() -> accept(http, requests, client -> start(() -> answer(client))));
    start(this::receive);
    start(this::tell);
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private interface Serve {
    void client(Socket client) throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (SocketException e) {
                // Closed, by us or by who called: the end of the work.
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** In the order of the four arguments of the fixture. */
  List<Integer> ports() {
    return List.of(
        tcp.getLocalPort(), http.getLocalPort(), udp.getLocalPort(), count.getLocalPort());
  }

  private void accept(ServerSocket server, AtomicInteger counter, Serve serve) throws IOException {
    while (!server.isClosed()) {
      Socket client = server.accept();
      CountDownLatch probe = probes.remove(client.getPort());
      if (probe != null) {
        client.close();
        probe.countDown();
      } else {
        counter.incrementAndGet();
        serve.client(client);
      }
    }
  }

  private static void answer(Socket client) throws IOException {
    try (client) {
      client.setSoTimeout(LIMIT_MILLIS);
      String request = head(client.getInputStream());
      String target = request.split(" ", 3)[0] + " " + request.split(" ", 3)[1];
      String answer =
          target.startsWith(REDIRECT)
              ? "HTTP/1.1 302 Found\r\nLocation: " + target.substring(REDIRECT.length()) + "\r\n"
              : "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n";
      String body = target.startsWith(REDIRECT) ? "" : "secret";
      client
          .getOutputStream()
          .write(
              (answer + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                  .getBytes(StandardCharsets.US_ASCII));
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new SocketException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private void receive() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[1_000], 1_000);
    while (!udp.isClosed()) {
      udp.receive(packet);
      String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
      if (text.equals(PROBE)) {
        datagramProbes.forEach(CountDownLatch::countDown);
      } else {
        datagrams.incrementAndGet();
      }
    }
  }

  private void tell() throws IOException, InterruptedException {
    while (!count.isClosed()) {
      try (Socket client = count.accept()) {
        client.getOutputStream().write(counted().getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  /** How often somebody came until now. */
  String counted() throws IOException, InterruptedException {
    probe(tcp);
    probe(http);
    probeDatagrams();
    return "tcp " + connections + " http " + requests + " udp " + datagrams;
  }

  private void probe(ServerSocket server) throws IOException, InterruptedException {
    CountDownLatch seen = new CountDownLatch(1);
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(loopback, 0));
      probes.put(socket.getLocalPort(), seen);
      socket.connect(server.getLocalSocketAddress(), LIMIT_MILLIS);
      await(seen);
    }
  }

  private void probeDatagrams() throws IOException, InterruptedException {
    CountDownLatch seen = new CountDownLatch(1);
    datagramProbes.add(seen);
    byte[] bytes = PROBE.getBytes(StandardCharsets.UTF_8);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(new DatagramPacket(bytes, bytes.length, udp.getLocalSocketAddress()));
      await(seen);
    }
    datagramProbes.remove(seen);
  }

  private static void await(CountDownLatch seen) throws IOException, InterruptedException {
    if (!seen.await(LIMIT_MILLIS, TimeUnit.MILLISECONDS)) {
      throw new IOException("a listener does not answer");
    }
  }

  @Override
  public void close() throws IOException {
    tcp.close();
    http.close();
    udp.close();
    count.close();
  }
}
