package io.writ.enforce;

import java.util.List;

/**
 * Beginnings of the names of library classes that work for everybody: worker loops, event loops,
 * cleaners and the like, which a library starts when somebody happens to need it first. A thread of
 * such a class, or started by one, and a task of such a class carry nothing.
 */
public final class Housekeeping {
  /** By library. */
  public static final List<String> NAMES =
      List.of(
          // Tomcat, Jetty, Undertow and JBoss: worker pools of their own.
          "org.apache.tomcat.util.",
          "org.apache.catalina.",
          "org.apache.coyote.",
          "org.eclipse.jetty.util.thread.",
          "org.eclipse.jetty.io.",
          "org.jboss.threads.",
          "org.xnio.",
          "io.undertow.",
          // Netty and what is built on it: event loops, timers.
          "io.netty.",
          "io.grpc.netty.",
          "io.grpc.internal.",
          "reactor.netty.",
          // Reactor drains the items of several subscribers in one task; its context carries.
          "reactor.core.",
          "io.reactivex.",
          // Coroutines, actors, other event loops, schedulers.
          "kotlinx.coroutines.",
          "scala.concurrent.",
          "akka.",
          "org.apache.pekko.",
          "io.vertx.",
          "org.quartz.",
          // One task of theirs works off what several owners submitted.
          "com.google.common.util.concurrent.SequentialExecutor",
          "com.google.common.base.internal.Finalizer",
          // Connection pools and drivers.
          "com.zaxxer.hikari.",
          "org.apache.commons.pool",
          "org.apache.commons.dbcp",
          "com.mchange.v2.",
          "org.postgresql.",
          "com.mysql.cj.",
          "org.mariadb.jdbc.",
          "oracle.jdbc.",
          "org.h2.",
          "redis.clients.",
          "io.lettuce.",
          "com.mongodb.",
          "com.datastax.",
          "com.hazelcast.",
          "org.infinispan.",
          "software.amazon.awssdk.",
          // HTTP clients. One call's thread starts the next that waits, whoever's that is.
          "okhttp3.internal.concurrent.",
          "okhttp3.internal.connection.",
          "okio.",
          "org.apache.http.impl.",
          "org.apache.hc.core5.",
          "org.apache.hc.client5.http.impl.",
          // Messaging.
          "org.apache.kafka.",
          "org.apache.activemq.",
          "com.rabbitmq.client.impl.",
          "org.springframework.kafka.listener.",
          "org.springframework.jms.listener.",
          "org.springframework.amqp.rabbit.listener.",
          // Caches, loggers, metrics.
          "com.github.benmanes.caffeine.cache.BoundedLocalCache$PerformCleanupTask",
          "com.github.benmanes.caffeine.cache.Pacer",
          "org.ehcache.",
          "ch.qos.logback.",
          "org.apache.logging.log4j.",
          "io.micrometer.",
          "io.opentelemetry.");

  private Housekeeping() {}
}
