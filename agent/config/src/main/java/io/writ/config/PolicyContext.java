package io.writ.config;

import java.util.List;
import java.util.Map;

/**
 * What a policy document is read against.
 *
 * @param actionArguments the argument names of every known {@code jdk:} action
 * @param properties system properties, for variables
 * @param environment environment variables, for {@code ${env.NAME}}
 */
public record PolicyContext(
    Map<String, List<String>> actionArguments,
    Map<String, String> properties,
    Map<String, String> environment,
    PathResolver paths) {

  /** Copies what it is given. */
  public PolicyContext {
    actionArguments = Map.copyOf(actionArguments);
    properties = Map.copyOf(properties);
    environment = Map.copyOf(environment);
  }
}
