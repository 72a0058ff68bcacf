package io.github.dynamosession.tomcat;

import io.github.dynamosession.cluster.DynamoDbLocal;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;

/** A Tomcat in this JVM, one node of several. One request after the other has the same request and response objects. */
final class EmbeddedTomcat implements AutoCloseable {

    static final String TABLE = "embedded";

    /** What a web application does with a request. */
    interface Page {
        void serve(HttpServletRequest request, HttpServletResponse response) throws Exception;
    }

    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector();

    EmbeddedTomcat() {
        try {
            tomcat.setBaseDir(Files.createTempDirectory(Path.of("target"), "tomcat")
                    .toAbsolutePath()
                    .toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        tomcat.setSilent(true);
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("processorCache", "1");
        connector.addUpgradeProtocol(new Http2Protocol());
        tomcat.setConnector(connector);
    }

    /** A manager of the table of all nodes, for the application "shop". */
    static DynamoDbManager manager() {
        DynamoDbManager manager = new DynamoDbManager();
        properties().forEach(manager::setProperty);
        return manager;
    }

    /** A store of the same table and application, for Tomcat's own manager. */
    static DynamoDbStore store() {
        DynamoDbStore store = new DynamoDbStore();
        properties().forEach(store::setProperty);
        return store;
    }

    private static Map<String, String> properties() {
        return Map.of(
                "tableName", TABLE,
                "region", "us-east-1",
                "endpoint", DynamoDbLocal.shared().endpoint().toString(),
                "createTable", "true",
                "callTimeout", "PT10S", // a laden machine is no outage
                "attemptTimeout", "PT5S",
                "applicationName", "shop");
    }

    /** A web application that is not started yet, without a manager. */
    Context webapp(String path, Page page) {
        return add(new StandardContext(), path, page);
    }

    Context add(Context context, String path, Page page) {
        context.setName(path);
        context.setPath(path);
        context.addLifecycleListener(new Tomcat.FixContextListener());
        tomcat.getHost().addChild(context);
        Wrapper servlet = Tomcat.addServlet(context, "page", new PageServlet(page));
        servlet.setAsyncSupported(true);
        context.addServletMappingDecoded("/*", "page");
        return context;
    }

    EmbeddedTomcat start() {
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class PageServlet extends HttpServlet {

        private static final long serialVersionUID = 1L;

        private final transient Page page;

        PageServlet(Page page) {
            this.page = page;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                page.serve(request, response);
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
