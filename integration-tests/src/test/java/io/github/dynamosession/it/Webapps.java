package io.github.dynamosession.it;

import io.github.dynamosession.cluster.TomcatNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The test web application, deployed under several names with a {@code META-INF/context.xml} for each. */
final class Webapps {

    static final Path TEST_WEBAPP = Path.of("target", "test-webapp").toAbsolutePath();

    private Webapps() {}

    /** Gives a web application of a node that does not run yet its own manager. */
    static void configure(TomcatNode node, String webapp, ManagerLine line) {
        Path metaInf = node.base().resolve("webapps").resolve(webapp).resolve("META-INF");
        try {
            Files.createDirectories(metaInf);
            Files.writeString(metaInf.resolve("context.xml"), line.contextXml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
