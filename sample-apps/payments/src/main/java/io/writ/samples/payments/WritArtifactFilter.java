package io.writ.samples.payments;

import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Binds the artifact of the request header {@code Writ-Artifact} while the request is served, and
 * answers a denial with 403 and a problem (RFC 9457) that says what was denied, why, and what to
 * do. A request without the header is served without authority: what it reaches that is governed is
 * denied, the rest works.
 */
@Component
final class WritArtifactFilter extends OncePerRequestFilter {
  static final String HEADER = "Writ-Artifact";
  private static final Logger LOG = LoggerFactory.getLogger(WritArtifactFilter.class);

  private final JsonMapper json;

  /**
   * Asks once for the agent: a service that believes it is governed and is not must not start.
   *
   * @throws io.writ.api.WritNotActive when no agent governs this JVM
   */
  WritArtifactFilter(JsonMapper json) {
    this.json = json;
    Writ.current();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    try {
      serve(request, response, chain);
    } catch (ServletException | IOException | RuntimeException e) {
      WritDenied denied = findDenied(e);
      if (denied == null || response.isCommitted()) {
        throw e;
      }
      answer(request, response, denied);
    }
  }

  private static void serve(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String artifact = request.getHeader(HEADER);
    if (artifact == null) {
      chain.doFilter(request, response);
      return;
    }
    try (Scope scope = Writ.bind(artifact)) {
      chain.doFilter(request, response);
    }
  }

  /** The denial itself, or the one that a library wrapped. */
  private static @Nullable WritDenied findDenied(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof WritDenied denied) {
        return denied;
      }
    }
    return null;
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, WritDenied denied)
      throws IOException {
    LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), denied.getMessage());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", "Not authorized");
    body.put("status", HttpServletResponse.SC_FORBIDDEN);
    body.put("reason", denied.reason().name());
    body.put("action", denied.action());
    body.put("detail", String.valueOf(denied.getMessage()));
    response.reset();
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(body));
  }
}
