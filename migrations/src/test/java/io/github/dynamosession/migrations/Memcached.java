package io.github.dynamosession.migrations;

import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.Ports;
import io.github.dynamosession.cluster.ProcessGuard;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The memcached that the machine has (Debian package {@code memcached}). */
final class Memcached implements Closeable {

    private final int port = Ports.free();
    private final Process process = ProcessGuard.start(
            new ProcessBuilder("memcached", "-l", "127.0.0.1", "-p", Integer.toString(port), "-m", "16", "-u", "nobody")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));

    private Memcached() {}

    /** Returns when it answers; skips the test, loudly, where there is none, but fails it where {@code CI} is set. */
    static Memcached start() {
        if (Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .noneMatch(directory -> Files.isExecutable(Path.of(directory, "memcached")))) {
            skip("no memcached is installed");
        }
        Memcached started = new Memcached();
        await().failFast("memcached ended", () -> !started.process.isAlive()).until(started::answers);
        return started;
    }

    private static void skip(String reason) {
        if (System.getenv("CI") != null) {
            fail(reason);
        }
        System.err.printf("%n======== a test of MigrationIT SKIPPED: %s ========%n%n", reason);
        Assumptions.abort(reason);
    }

    int port() {
        return port;
    }

    private boolean answers() {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connection.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
