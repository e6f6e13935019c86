package io.writ.adapters.servlet;

import io.writ.adapters.http.HttpCarrying;
import io.writ.api.Handoff;
import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import javax.servlet.DispatcherType;
import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Binds what a request brought, or nothing, while it is handled; 403 for what is refused.
 *
 * <p>Put it first, for requests and asynchronous dispatches. An asynchronous dispatch goes on with
 * what its request brought, which arrives once; a dispatch to an error page has nothing bound. A
 * scope that the application leaves open ends with the request, and is told on stderr.
 */
public final class CarryingFilter implements Filter {
  private static final String BROUGHT = CarryingFilter.class.getName() + ".brought";

  @Override
  public void init(FilterConfig config) {}

  @Override
  public void destroy() {}

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("this filter binds requests of HTTP only; map it to those");
    }
    DispatcherType dispatch = http.getDispatcherType();
    if (dispatch == DispatcherType.FORWARD || dispatch == DispatcherType.INCLUDE) {
      chain.doFilter(request, response);
      return;
    }
    Scope scope;
    try {
      scope = open(http, dispatch);
    } catch (WritDenied denied) {
      refuse(answer, denied);
      return;
    }
    try (scope) {
      Handoff brought = Writ.capture();
      if (dispatch == DispatcherType.REQUEST) {
        http.setAttribute(BROUGHT, brought);
      }
      HttpCarrying.<ServletException>handle(brought, () -> chain.doFilter(request, response));
    }
  }

  private static Scope open(HttpServletRequest request, DispatcherType dispatch) {
    if (dispatch == DispatcherType.REQUEST) {
      List<String> artifacts = Collections.list(request.getHeaders(HttpCarrying.ARTIFACT));
      return Writ.arrive(
          artifacts, HttpCarrying.message(request.getMethod(), request.getRequestURI()));
    }
    return dispatch == DispatcherType.ASYNC
            && request.getAttribute(BROUGHT) instanceof Handoff brought
        ? brought.open()
        : Writ.unbound();
  }

  /** The reason alone: the sentence with it names this runtime and its policy. */
  private static void refuse(HttpServletResponse response, WritDenied denied) throws IOException {
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType("text/plain");
    response.getWriter().write(denied.reason().name());
  }
}
