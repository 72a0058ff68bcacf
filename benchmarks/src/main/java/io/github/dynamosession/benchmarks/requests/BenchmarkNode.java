package io.github.dynamosession.benchmarks.requests;

import io.github.dynamosession.tomcat.DynamoDbSessions;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** A Tomcat 11 in a JVM of its own, with nothing in it but one application. */
public final class BenchmarkNode {

    /** Of the connector: as many as there are clients, and some, so that none ends. */
    private static final String THREADS = "12";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private BenchmarkNode() {}

    /** The arguments: floor or product, its port, the endpoint of DynamoDB, and the table. */
    public static void main(String[] arguments) throws Exception {
        Side side = Side.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        URI endpoint = URI.create(arguments[2]);
        String table = arguments[3];
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(Integer.parseInt(arguments[1]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxThreads", THREADS);
        tomcat.getConnector().setProperty("minSpareThreads", THREADS);
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        Context context = tomcat.addContext("", null);
        if (side == Side.PRODUCT) {
            DynamoDbSessions.configure()
                    .tableName(table)
                    .endpoint(endpoint)
                    .createTable(true)
                    .applicationName(ProductServlet.APPLICATION)
                    .allowedClasses(Basket.class.getPackageName() + ".*")
                    .callTimeout(PATIENCE) // a busy machine must not end the run
                    .attemptTimeout(PATIENCE)
                    .install(context);
        }
        MeasuredServlet servlet = side == Side.PRODUCT ? new ProductServlet() : new FloorServlet(endpoint, table);
        Tomcat.addServlet(context, "servlet", servlet).setLoadOnStartup(1);
        context.addServletMappingDecoded("/*", "servlet");
        tomcat.start();
        tomcat.getServer().await();
    }
}
