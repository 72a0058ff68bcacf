package io.github.dynamosession.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The directory of one Tomcat: the distribution's configuration, own ports, own libraries and web applications. */
final class CatalinaBase {

    private static final List<String> DIRECTORIES = List.of("lib", "webapps", "temp", "work", "logs");

    private final Path directory;
    private final int port;

    private CatalinaBase(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static CatalinaBase create(String name, Path home) {
        CatalinaBase base = new CatalinaBase(WorkDirectory.create(name), Ports.free());
        WorkDirectory.copy(home.resolve("conf"), base.directory.resolve("conf"));
        try {
            for (String each : DIRECTORIES) {
                Files.createDirectory(base.directory.resolve(each));
            }
            base.replacePorts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return base;
    }

    /** The whole distribution, not only what must differ from node to node. */
    static CatalinaBase copyOf(String name, Path home) {
        CatalinaBase base = new CatalinaBase(WorkDirectory.create(name), Ports.free());
        WorkDirectory.copy(home, base.directory);
        try {
            base.replacePorts();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return base;
    }

    /** Own HTTP port, on loopback alone; no shutdown port. */
    private void replacePorts() throws IOException {
        Path serverXml = directory.resolve("conf/server.xml");
        String shipped = Files.readString(serverXml);
        Files.writeString(
                serverXml,
                shipped.replace("port=\"8005\"", "port=\"-1\"")
                        .replace("port=\"8080\"", "address=\"127.0.0.1\" port=\"" + port + "\""));
    }

    void add(List<Path> jars, Map<String, Path> webapps, Optional<String> contextXml) {
        try {
            for (Path jar : jars) {
                Files.copy(jar, directory.resolve("lib").resolve(jar.getFileName()));
            }
            webapps.forEach(this::addWebapp);
            if (contextXml.isPresent()) {
                Files.writeString(directory.resolve("conf/context.xml"), contextXml.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addWebapp(String name, Path application) {
        String suffix = Files.isDirectory(application) ? "" : ".war";
        WorkDirectory.copy(application, directory.resolve("webapps").resolve(name + suffix));
    }

    void shrink() {
        for (String each : List.of("lib", "webapps", "temp", "work")) {
            Path part = directory.resolve(each);
            if (Files.exists(part)) {
                WorkDirectory.delete(part);
            }
        }
    }

    Path directory() {
        return directory;
    }

    Path log() {
        return directory.resolve("logs/catalina.out");
    }

    int port() {
        return port;
    }
}
