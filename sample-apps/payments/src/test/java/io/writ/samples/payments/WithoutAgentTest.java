package io.writ.samples.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.WritNotActive;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.NestedExceptionUtils;

/** Runs in a JVM of its own, with neither agent nor {@code -Dwrit.agentless=permit}. */
class WithoutAgentTest {

  @Test
  void serviceThatNobodyGoverns_doesNotStart() {
    SpringApplicationBuilder service =
        new SpringApplicationBuilder(PaymentsApplication.class)
            .properties("server.port=0", "spring.datasource.url=jdbc:h2:mem:unused");

    Throwable cause =
        NestedExceptionUtils.getMostSpecificCause(assertThrows(Exception.class, service::run));

    assertEquals(WritNotActive.class, cause.getClass());
    assertEquals(
        "no Writ agent governs this JVM; start it with"
            + " -javaagent:writ-agent.jar=policy=FILE,trust=FILE,journal=DIR, or run without"
            + " governance on purpose with -Dwrit.agentless=permit",
        cause.getMessage());
  }
}
