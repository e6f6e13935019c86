package io.writ.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A web application on Spring Boot. Says that it is ready when its jobs have had their turn. */
@SpringBootApplication
@EnableScheduling
public class Shop {

  /** Serves until it is stopped. */
  public static void main(String[] arguments) throws InterruptedException {
    var context = SpringApplication.run(Shop.class, arguments);
    context.getBean(Jobs.class).awaitSweep();
    System.out.println("ready");
  }
}
