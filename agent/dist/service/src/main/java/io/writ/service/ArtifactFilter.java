package io.writ.service;

import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.filter.OncePerRequestFilter;

/** All that the service knows of Writ: binds what a request brings, and answers a denial. */
@Component
@RestControllerAdvice
public class ArtifactFilter extends OncePerRequestFilter {

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String artifact = request.getHeader("X-Writ-Artifact");
    if (artifact == null) {
      chain.doFilter(request, response);
      return;
    }
    try (Scope scope = Writ.bind(artifact)) {
      chain.doFilter(request, response);
    }
  }

  /** The denial as it is written for the caller. */
  @ExceptionHandler
  @ResponseStatus(HttpStatus.FORBIDDEN)
  String denied(WritDenied denied) {
    return denied.getMessage();
  }
}
