package io.writ.samples.payments;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The payments service. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class PaymentsApplication {

  /** Starts the service. */
  public static void main(String[] arguments) {
    SpringApplication.run(PaymentsApplication.class, arguments);
  }
}
