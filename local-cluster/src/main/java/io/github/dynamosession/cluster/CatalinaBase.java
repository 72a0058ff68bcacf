package io.github.dynamosession.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lays out the directory of one Tomcat: the distribution's configuration with an own port, and own libraries. */
final class CatalinaBase {

    /** Tomcat reads each class of other jars for annotations, at the start of each application. */
    private static final String SKIPPED_JARS = "tomcat.util.scan.StandardJarScanFilter.jarsToSkip=\\";

    private CatalinaBase() {}

    static NodeDirectory create(String name, Path home) {
        NodeDirectory base = NodeDirectory.create(name);
        WorkDirectory.copy(home.resolve("conf"), base.path().resolve("conf"));
        edit(base, "conf/catalina.properties", SKIPPED_JARS, SKIPPED_JARS + "\ndynamosession-*.jar,\\");
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
        edit(base, "conf/server.xml", "port=\"8005\"", "port=\"-1\"");
        edit(base, "conf/server.xml", "port=\"8080\"", "address=\"127.0.0.1\" port=\"" + base.port() + "\"");
        return base;
    }

    static void setJvmRoute(NodeDirectory base, String route) {
        edit(base, "conf/server.xml", "<Engine ", "<Engine jvmRoute=\"" + route + "\" ");
    }

    private static void edit(NodeDirectory base, String file, String shipped, String own) {
        Path path = base.path().resolve(file);
        try {
            String text = Files.readString(path);
            if (!text.contains(shipped)) {
                throw new IllegalStateException(path + " does not contain " + shipped);
            }
            Files.writeString(path, text.replace(shipped, own));
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
