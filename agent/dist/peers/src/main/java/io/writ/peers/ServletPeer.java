package io.writ.peers;

import io.writ.adapters.jakarta.CarryingFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Servlets in a Tomcat. */
final class ServletPeer {
  private final Tomcat tomcat = new Tomcat();

  ServletPeer() throws IOException, LifecycleException {
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    // One thread: each request has the one that the request before had.
    tomcat.getConnector().setProperty("maxThreads", "1");
    Context context = tomcat.addContext("", null);
    FilterDef filter = new FilterDef();
    filter.setFilterName("carrying");
    filter.setFilter(new CarryingFilter());
    filter.setAsyncSupported("true");
    context.addFilterDef(filter);
    FilterMap everything = new FilterMap();
    everything.setFilterName("carrying");
    everything.addURLPattern("/*");
    for (DispatcherType type : DispatcherType.values()) {
      everything.setDispatcher(type.name());
    }
    context.addFilterMap(everything);
    ErrorPage page = new ErrorPage();
    page.setErrorCode(500);
    page.setLocation("/buy");
    context.addErrorPage(page);
    Wrapper shop = Tomcat.addServlet(context, "shop", new Shop());
    shop.setAsyncSupported(true);
    shop.addMapping("/*");
    tomcat.start();
  }

  int port() {
    return tomcat.getConnector().getLocalPort();
  }

  void stop() throws LifecycleException {
    tomcat.stop();
    tomcat.destroy();
  }

  /**
   * Pays at {@code /buy}; comes there by a forward, a dispatch from another thread, an error. Pays
   * and forgets a scope at {@code /leak} and, failing, at {@code /torn}.
   */
  private static final class Shop extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      switch (request.getPathInfo()) {
        case "/forward" -> request.getRequestDispatcher("/buy").forward(request, response);
        case "/later" -> request.startAsync().dispatch("/buy");
        case "/error" -> response.sendError(500);
        case "/leak" -> response.getWriter().write(Till.answerAndLeak());
        case "/torn" -> throw new ServletException(Till.answerAndLeak());
        default -> response.getWriter().write(Till.answer());
      }
    }
  }
}
