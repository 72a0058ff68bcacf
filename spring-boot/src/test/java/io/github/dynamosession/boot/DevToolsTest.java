package io.github.dynamosession.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.boot.visits.VisitsApplication;
import io.github.dynamosession.cluster.CookieClient;
import io.github.dynamosession.cluster.ProgramNode;
import io.github.dynamosession.cluster.ProgramNodeBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DevTools restarts a program by loading its classes anew in the same JVM. */
class DevToolsTest {

    private final CookieClient ann = new CookieClient();

    @Test
    void aSessionWithAValueOfTheProgramGoesOnAfterARestart(@TempDir Path directory) throws IOException {
        Path watched = Files.createDirectory(directory.resolve("watched"));
        try (ProgramNode node = program(directory, watched).build().start().awaitReady()) {
            String loader = visit(node, ann).replaceFirst("1 ", "");
            assertThat(loader).contains("RestartClassLoader");
            assertThat(visit(node, ann)).isEqualTo("2 " + loader);

            Files.createFile(watched.resolve("new.properties"));
            await().atMost(Duration.ofMinutes(1)) // the program starts once more
                    .ignoreExceptions()
                    .until(() -> !visit(node, new CookieClient()).endsWith(loader));

            assertThat(visit(node, ann)).startsWith("3 ").contains("RestartClassLoader");
        }
    }

    private static String visit(ProgramNode node, CookieClient client) {
        return client.get(node, "/").body();
    }

    private static ProgramNodeBuilder program(Path directory, Path watched) throws IOException {
        ProgramNodeBuilder builder = ProgramNode.builder(jar(directory.resolve("program.jar"), watched))
                .name("devtools")
                .argument("--server.port=PORT")
                .argument("--server.address=127.0.0.1")
                .argument("--spring.devtools.livereload.enabled=false")
                .argument("--spring.devtools.restart.poll-interval=100ms")
                .argument("--spring.devtools.restart.quiet-period=50ms");
        Container.twoLines().forEach(builder::argument);
        return builder;
    }

    /** It has nothing but the class path of this test. */
    private static Path jar(Path file, Path watched) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, VisitsApplication.class.getName());
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.concat(
                                Stream.of(watched.toString()),
                                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }
}
