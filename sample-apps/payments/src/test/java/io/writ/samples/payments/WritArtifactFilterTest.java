package io.writ.samples.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.writ.api.Reason;
import io.writ.api.WritDenied;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class WritArtifactFilterTest {
  private static final String BODY =
      "{\"title\":\"Not authorized\",\"status\":403,\"reason\":\"NO_ARTIFACT\","
          + "\"action\":\"payments:transfer\",\"detail\":\"denied [payments:transfer]: why\"}";

  private final WritDenied denied =
      new WritDenied(Reason.NO_ARTIFACT, "payments:transfer", "denied [payments:transfer]: why");
  private final WritArtifactFilter filter = new WritArtifactFilter(new JsonMapper());
  private final MockHttpServletResponse response = new MockHttpServletResponse();

  @Test
  void requestWithoutArtifact_isServed() throws Exception {
    serve((request, answer) -> ((MockHttpServletResponse) answer).setStatus(204));

    assertEquals(204, response.getStatus());
  }

  @Test
  void denial_isAnsweredWith403AndItsReason() throws Exception {
    serve(
        (request, answer) -> {
          answer.getWriter().write("half an answer");
          throw denied;
        });

    assertEquals(403, response.getStatus());
    assertEquals("application/problem+json", response.getContentType());
    assertEquals(BODY, response.getContentAsString());
  }

  @Test
  void denialInsideOtherExceptions_isFound() throws Exception {
    serve(
        (request, answer) -> {
          IOException read = new IOException("not read", denied);
          throw new ServletException(new UncheckedIOException(read));
        });

    assertEquals(403, response.getStatus());
    assertEquals(BODY, response.getContentAsString());
  }

  @Test
  void anyOtherFailure_goesOn() {
    IOException failure = new IOException("disk full");

    assertSame(
        failure,
        assertThrows(
            IOException.class,
            () ->
                serve(
                    (request, answer) -> {
                      throw failure;
                    })));
  }

  private void serve(FilterChain chain) throws ServletException, IOException {
    filter.doFilter(new MockHttpServletRequest("POST", "/payments"), response, chain);
  }
}
