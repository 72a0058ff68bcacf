package io.github.dynamosession.migrations;

import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.Ports;
import io.github.dynamosession.cluster.ProcessGuard;
import io.github.dynamosession.cluster.Programs;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;

/** The memcached that the machine has (Debian package {@code memcached}). */
final class Memcached implements Closeable {

    private static final String MISSING =
            "a test of MigrationIT SKIPPED: there is no memcached on the PATH; on Debian: apt-get install memcached";

    private final int port = Ports.free();
    private final Process process = ProcessGuard.start(
            new ProcessBuilder("memcached", "-l", "127.0.0.1", "-p", Integer.toString(port), "-m", "16", "-u", "nobody")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD));

    private Memcached() {}

    /** Returns when it answers; skips the test, loudly, where there is none, but fails it where {@code CI} is set. */
    static Memcached start() {
        if (Programs.onPath("memcached").isEmpty()) {
            Programs.missing(MISSING);
        }
        Memcached started = new Memcached();
        await().failFast("memcached ended", () -> !started.process.isAlive()).until(started::answers);
        return started;
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
