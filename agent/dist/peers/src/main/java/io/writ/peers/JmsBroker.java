package io.writ.peers;

import org.apache.activemq.broker.BrokerService;

/** An ActiveMQ broker, for a JVM of its own. Says where it is, and ends with its input. */
public final class JmsBroker {
  private JmsBroker() {}

  /** Runs until its input ends. */
  public static void main(String[] arguments) throws Exception {
    BrokerService broker = new BrokerService();
    broker.setPersistent(false);
    broker.setUseJmx(false);
    broker.setSchedulerSupport(false);
    String address = "tcp://127.0.0.1:0";
    broker.addConnector(address);
    broker.start();
    broker.waitUntilStarted();
    System.out.println(broker.getTransportConnectors().get(0).getConnectUri());
    System.out.flush();
    int unused = System.in.read();
    broker.stop();
    broker.waitUntilStopped();
  }
}
