package io.github.dynamosession.cluster;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * DynamoDB Local as a process of its own, reached over HTTP; tables live in its memory and end with it. Not safe for
 * concurrent use but for {@link #endpoint()}; it ends with this JVM at the latest.
 */
public final class DynamoDbLocal implements AutoCloseable {

    private final int port = Ports.free();
    private final Path log = WorkDirectory.create("dynamodb-local").resolve("output.log");
    private ChildProcess process;

    private DynamoDbLocal() {
        process = launch();
    }

    /** Starts one and returns when it answers. */
    public static DynamoDbLocal start() {
        DynamoDbLocal started = new DynamoDbLocal();
        started.awaitReady();
        return started;
    }

    /** The one that everything in this JVM may share, with tables of different names; nobody closes it. */
    public static DynamoDbLocal shared() {
        return Shared.INSTANCE;
    }

    /** Where clients reach it; the same for its whole life, restarts included. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends the process at once, as a crash would: connections are refused until {@link #restart()}. */
    public void kill() {
        process.kill();
    }

    /** Stops the process in its tracks: connections are accepted and stay without an answer. */
    public void pause() {
        process.signal("STOP");
    }

    /** Continues a paused process. */
    public void resume() {
        process.signal("CONT");
    }

    /** Starts it anew, without tables, at the same endpoint, and returns when it answers. */
    public void restart() {
        process.kill();
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.kill();
    }

    private void awaitReady() {
        process.awaitAnswer(port);
    }

    private ChildProcess launch() {
        String jars = LocalRuntimes.directory("dynamodb-local") + File.separator + "*";
        ProcessBuilder program = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                jars,
                "software.amazon.dynamodb.services.local.main.ServerRunner",
                "-inMemory",
                "-sharedDb",
                "-port",
                Integer.toString(port),
                "-disableTelemetry"));
        return ChildProcess.start("DynamoDB Local", program, log);
    }

    private static final class Shared {
        static final DynamoDbLocal INSTANCE = start();
    }
}
