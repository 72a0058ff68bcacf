package io.github.dynamosession.sample;

import io.github.dynamosession.tomcat.DynamoDbSessions;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat in a main method. Start it on two ports: each goes on with the cart that the other one began.
 *
 * <pre>
 * java -jar tomcat-embedded.jar 8081
 * curl -b cookies -c cookies -d item=tea localhost:8081/cart
 * </pre>
 *
 * <p>Credentials, region and endpoint come from the AWS SDK's provider chains.
 */
public final class EmbeddedTomcat {

    private EmbeddedTomcat() {}

    public static void main(String[] arguments) throws Exception {
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");

        Context context = tomcat.addContext("", null);
        DynamoDbSessions.configure()
                .tableName("http-sessions")
                .createTable(true) // leave it out where the table comes from infrastructure as code
                // classes of the class path have to be named: Tomcat cannot tell those of the application from all
                // others
                .allowedClasses("io.github.dynamosession.sample.*")
                .install(context);
        Tomcat.addServlet(context, "cart", new CartServlet());
        context.addServletMappingDecoded("/cart", "cart");

        tomcat.start();
        if (!context.getState().isAvailable()) {
            // Tomcat has logged why, and would go on without the application
            System.exit(1);
        }
        tomcat.getServer().await();
    }
}
