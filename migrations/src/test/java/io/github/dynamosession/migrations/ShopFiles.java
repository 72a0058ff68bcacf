package io.github.dynamosession.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Makes the web application of the shop, for old nodes and for new ones. */
final class ShopFiles {

    private static final Path SHOP = Path.of("shop");
    private static final String SERVLET = """
              <servlet>
                <servlet-name>shop</servlet-name>
                <servlet-class>io.github.dynamosession.migrations.shop.ShopServlet</servlet-class>
              </servlet>
              <servlet-mapping>
                <servlet-name>shop</servlet-name>
                <url-pattern>/</url-pattern>
              </servlet-mapping>
            """;

    private static final String LOGIN = """
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>account</web-resource-name>
                  <url-pattern>/account</url-pattern>
                </web-resource-collection>
                <auth-constraint>
                  <role-name>member</role-name>
                </auth-constraint>
              </security-constraint>
              <login-config>
                <auth-method>FORM</auth-method>
                <form-login-config>
                  <form-login-page>/login</form-login-page>
                  <form-error-page>/login</form-error-page>
                </form-login-config>
              </login-config>
              <security-role>
                <role-name>member</role-name>
              </security-role>
            """;

    private static final String MEMBERS = """
            <tomcat-users>
              <user username="ann" password="secret" roles="member"/>
            </tomcat-users>
            """;

    private ShopFiles() {}

    /** The shop as it is when it has moved. */
    static Path ofNewNodes() {
        return webapp("new", SERVLET, SHOP.resolve("target/classes"));
    }

    /** The shop with what the page tells to add before it moves. */
    static Path ofOldNodes() {
        return webapp("old", SERVLET + endedSessions(), SHOP.resolve("target/classes"));
    }

    /**
     * The same as it was before the packages of the servlet API changed their names.
     *
     * @param servletApi the jar of the container
     */
    static Path ofOldNodes(Path servletApi) {
        return webapp("javax", SERVLET + endedSessions(), compiled(servletApi));
    }

    /** A part of the shop below {@code /members}, to which the container lets only users whom it knows; as it has moved. */
    static Path ofMembersOnNewNodes() {
        return withUsers(webapp("members-new", SERVLET + LOGIN, SHOP.resolve("target/classes")));
    }

    /** The same before it moves. */
    static Path ofMembersOnOldNodes() {
        String filter = endedSessions().replace("<param-value>/</param-value>", "<param-value>/members</param-value>");
        String ofLoginPage = MigrationPage.block("If Tomcat itself logs users in", "xml");
        return withUsers(webapp("members-old", SERVLET + LOGIN + filter + ofLoginPage, SHOP.resolve("target/classes")));
    }

    private static Path withUsers(Path webapp) {
        Path users = webapp.resolve("WEB-INF/users.xml");
        write(users, MEMBERS);
        write(
                webapp.resolve("META-INF/context.xml"),
                "<Context><Realm className=\"org.apache.catalina.realm.MemoryRealm\" pathname=\"" + users
                        + "\"/></Context>");
        return webapp;
    }

    private static String endedSessions() {
        return MigrationPage.block("Let users go whose session has ended", "xml");
    }

    private static Path webapp(String name, String webXml, Path classes) {
        Path webapp = Path.of("target", "shops", name).toAbsolutePath();
        copy(classes, webapp.resolve("WEB-INF/classes"));
        write(webapp.resolve("WEB-INF/web.xml"), "<web-app metadata-complete=\"true\">\n" + webXml + "</web-app>\n");
        return webapp;
    }

    private static Path compiled(Path servletApi) {
        Path sources = Path.of("target", "javax", "sources");
        Path classes = Path.of("target", "javax", "classes");
        List<Path> written = new ArrayList<>();
        for (Path source : javaFiles(SHOP.resolve("src/main/java"))) {
            Path javax = sources.resolve(source.getFileName());
            write(javax, read(source).replace("jakarta.servlet", "javax.servlet"));
            written.add(javax);
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = List.of("-d", classes.toString(), "-cp", servletApi.toString(), "-proc:none");
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            Files.createDirectories(classes);
            if (!compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(written))
                    .call()) {
                throw new IllegalStateException("the shop cannot be compiled against " + servletApi);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }

    private static List<Path> javaFiles(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
