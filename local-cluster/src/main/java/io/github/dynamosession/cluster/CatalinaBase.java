package io.github.dynamosession.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lays out the directory of one Tomcat: the distribution's configuration with an own port, and own libraries. */
final class CatalinaBase {

    private CatalinaBase() {}

    static NodeDirectory create(String name, Path home) {
        NodeDirectory base = NodeDirectory.create(name);
        WorkDirectory.copy(home.resolve("conf"), base.path().resolve("conf"));
        return withOwnPort(base.complete());
    }

    /** The whole distribution, not only what must differ from node to node. */
    static NodeDirectory copyOf(String name, Path home) {
        NodeDirectory base = NodeDirectory.create(name);
        WorkDirectory.copy(home, base.path());
        return withOwnPort(base.complete());
    }

    /** On loopback alone; no shutdown port. */
    private static NodeDirectory withOwnPort(NodeDirectory base) {
        Path serverXml = base.path().resolve("conf/server.xml");
        try {
            String shipped = Files.readString(serverXml);
            Files.writeString(
                    serverXml,
                    shipped.replace("port=\"8005\"", "port=\"-1\"")
                            .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + base.port() + "\""));
            return base;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void addJars(NodeDirectory base, List<Path> jars) {
        try {
            for (Path jar : jars) {
                Files.copy(jar, base.path().resolve("lib").resolve(jar.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
