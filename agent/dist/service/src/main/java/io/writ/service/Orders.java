package io.writ.service;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A controller that nobody wrote for Writ. */
@RestController
public class Orders {

  /** Places an order. */
  @PostMapping("/orders")
  public String place(@RequestParam long amount) {
    return "placed " + amount;
  }

  /** Shows one. */
  @GetMapping("/orders/{id}")
  public String show(@PathVariable long id) {
    return "order " + id;
  }
}
