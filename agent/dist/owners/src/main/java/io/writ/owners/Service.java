package io.writ.owners;

import io.writ.adapters.webflux.CarryingWebFilter;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Has an effect for an owner at each place that a request's work gets to. */
@SpringBootApplication(proxyBeanMethods = false)
@EnableAsync(proxyTargetClass = true)
public class Service {

  /** Argument: the Kafka broker. Serves until its input ends, and answers each line by one. */
  public static void main(String[] arguments) throws Exception {
    SpringApplication application = new SpringApplication(Service.class);
    application.setDefaultProperties(
        Map.ofEntries(
            Map.entry("logging.level.root", "off"),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.reactor.context-propagation", "auto"),
            Map.entry("server.address", "127.0.0.1"),
            Map.entry("server.port", "0"),
            Map.entry("spring.datasource.url", "jdbc:h2:mem:owners"),
            Map.entry("spring.datasource.hikari.maximum-pool-size", "4"),
            Map.entry("spring.kafka.bootstrap-servers", arguments[0]),
            Map.entry("spring.kafka.consumer.group-id", "owners"),
            Map.entry("spring.kafka.consumer.auto-offset-reset", "earliest"),
            Map.entry(
                "spring.kafka.producer.properties.interceptor.classes",
                "io.writ.adapters.kafka.CarryingProducerInterceptor")));
    try (ConfigurableApplicationContext context = application.run()) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(line.equals("port") ? port(context) : effects(context));
        System.out.flush();
      }
    }
  }

  private static String port(ConfigurableApplicationContext context) {
    return String.valueOf(context.getEnvironment().getProperty("local.server.port"));
  }

  /** {@code owner request where} of each effect, and of each row in the table. */
  private static String effects(ConfigurableApplicationContext context) {
    StringBuilder all = new StringBuilder(String.join(";", Effects.happened()));
    JdbcTemplate table = context.getBean(JdbcTemplate.class);
    table.query(
        "SELECT owner, request FROM effect",
        row -> {
          all.append(';').append(row.getString(1)).append(' ').append(row.getString(2));
          all.append(" row");
        });
    return all.toString();
  }

  @Bean
  CarryingWebFilter carrying() {
    return new CarryingWebFilter();
  }

  /** What {@code @Async} uses: nobody decorates its tasks. */
  @Bean
  ThreadPoolTaskExecutor applicationTaskExecutor() {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setCorePoolSize(4);
    return executor;
  }

  /** Hands tasks over by Micrometer's snapshots. */
  @Bean
  ThreadPoolTaskExecutor decorated() {
    ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
    executor.setCorePoolSize(4);
    executor.setTaskDecorator(new ContextPropagatingTaskDecorator());
    return executor;
  }
}
