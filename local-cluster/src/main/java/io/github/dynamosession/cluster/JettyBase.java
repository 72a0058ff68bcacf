package io.github.dynamosession.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Lays out the directory of one Jetty. */
final class JettyBase {

    private static final String CONTEXT = """
            <?xml version="1.0"?>
            <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
            <Configure class="org.eclipse.jetty.%s.webapp.WebAppContext">
              <Set name="contextPath">%s</Set>
              <Set name="war">%s</Set>
              %s
            </Configure>
            """;

    private JettyBase() {}

    /** On loopback alone. Properties come first: those below a module of Jakarta EE reach nothing but its environment. */
    static String ini(NodeDirectory base, Map<String, String> properties, List<String> modules) {
        StringBuilder ini = new StringBuilder("jetty.http.host=127.0.0.1\njetty.http.port=" + base.port() + "\n");
        properties.forEach((property, value) -> ini.append(property + "=" + value + "\n"));
        modules.forEach(module -> ini.append("--module=" + module + "\n"));
        return ini.toString();
    }

    static String contextXml(String environment, String webapp, Path application, String setUp) {
        String contextPath = webapp.equals("ROOT") ? "/" : "/" + webapp;
        return CONTEXT.formatted(environment, contextPath, application, setUp);
    }

    static void unzip(NodeDirectory base, Path zip) {
        try (FileSystem archive = FileSystems.newFileSystem(zip)) {
            WorkDirectory.copy(archive.getPath("/"), base.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
