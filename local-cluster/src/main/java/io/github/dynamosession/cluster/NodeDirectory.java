package io.github.dynamosession.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server has for itself and keeps over restarts: a directory below {@code target}, and a port.
 *
 * @param log the file that the process writes its console to
 */
record NodeDirectory(Path path, int port, Path log) {

    private static final String WEBAPPS = "webapps";
    private static final List<String> DISPOSABLE = List.of("lib", WEBAPPS, "temp", "work");

    static NodeDirectory create(String name) {
        Path path = WorkDirectory.create(name);
        return new NodeDirectory(path, Ports.free(), path.resolve("logs/console.out"));
    }

    /** Makes what is not there yet of the directories that every server of ours has. */
    NodeDirectory complete() {
        try {
            Files.createDirectories(log.getParent());
            for (String each : DISPOSABLE) {
                Files.createDirectories(path.resolve(each));
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String file, String content) {
        try {
            Path target = path.resolve(file);
            Files.createDirectories(target.getParent());
            Files.writeString(target, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void addWebapp(String name, Path application) {
        WorkDirectory.copy(application, webapp(name, application));
    }

    /** Where a web application is, once it was added. */
    Path webapp(String name, Path application) {
        String suffix = Files.isDirectory(application) ? "" : ".war";
        return path.resolve(WEBAPPS).resolve(name + suffix);
    }

    /** Leaves the configuration and the logs. */
    void shrink() {
        for (String each : DISPOSABLE) {
            Path part = path.resolve(each);
            if (Files.exists(part)) {
                WorkDirectory.delete(part);
            }
        }
    }
}
