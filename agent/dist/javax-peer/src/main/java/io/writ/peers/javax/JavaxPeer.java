package io.writ.peers.javax;

import io.writ.adapters.servlet.CarryingFilter;
import io.writ.api.Arg;
import io.writ.api.Governed;
import io.writ.api.Scope;
import io.writ.api.Writ;
import io.writ.api.WritDenied;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import javax.servlet.DispatcherType;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** Servlets in a Tomcat 9: says its port for each line, until its input ends. */
public final class JavaxPeer {
  private JavaxPeer() {}

  /** Runs until its input ends. */
  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = start();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (in.readLine() != null) {
      System.out.println(tomcat.getConnector().getLocalPort());
      System.out.flush();
    }
    tomcat.stop();
    tomcat.destroy();
  }

  private static Tomcat start() throws IOException, LifecycleException {
    Tomcat tomcat = new Tomcat();
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
    everything.setDispatcher(DispatcherType.REQUEST.name());
    everything.setDispatcher(DispatcherType.ASYNC.name());
    context.addFilterMap(everything);
    Wrapper shop = Tomcat.addServlet(context, "shop", new Shop());
    shop.setAsyncSupported(true);
    shop.addMapping("/*");
    tomcat.start();
    return tomcat;
  }

  @Governed("test:pay")
  static String pay(@Arg("amount") long amount) {
    return amount < 0 ? "" : "ran";
  }

  private static String answer() {
    try {
      return pay(1);
    } catch (WritDenied denied) {
      return denied.reason().name();
    }
  }

  /** Pays at {@code /buy}, comes there from {@code /later}; {@code /leak} forgets a scope. */
  private static final class Shop extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws ServletException, IOException {
      switch (request.getPathInfo()) {
        case "/forward" -> request.getRequestDispatcher("/buy").forward(request, response);
        case "/later" -> request.startAsync().dispatch("/buy");
        case "/leak" -> {
          Scope unused = Writ.capture().open();
          response.getWriter().write(answer());
        }
        default -> response.getWriter().write(answer());
      }
    }
  }
}
