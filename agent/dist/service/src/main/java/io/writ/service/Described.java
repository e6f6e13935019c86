package io.writ.service;

import org.springframework.web.bind.annotation.GetMapping;

/** What controllers share; no controller itself. */
public abstract class Described {

  /** Says what this is. */
  @GetMapping("/about")
  public String about() {
    return "a shop";
  }
}
