package io.github.dynamosession.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** One run of one program: its output goes to a file, and it never outlives this JVM. */
final class ChildProcess {

    /** On a laden machine, too; one that ends with its start is not waited for. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(30);
    private static final int TAIL_LINES = 40;

    private final String name;
    private final Path log;
    private final Process process;

    private ChildProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    static ChildProcess start(String name, ProcessBuilder program, Path log) {
        program.redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new ChildProcess(name, log, ProcessGuard.start(program));
    }

    void awaitAnswer(int port) {
        try {
            Awaitility.await(name)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(READY_WITHIN)
                    .failFast(name + " ended with its start", () -> !isAlive())
                    .until(() -> Ports.answers(port));
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new IllegalStateException(name + " does not answer at port " + port + ":\n" + tail(), e);
        }
    }

    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Asks the process to end, and ends it when it does not; a paused one could not even hear the question. */
    void stop() {
        process.destroy();
        signal("CONT");
        try {
            if (!process.waitFor(STOPPED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
                throw new IllegalStateException(name + " did not stop within " + STOPPED_WITHIN + ":\n" + tail());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    void signal(String signal) {
        if (!isAlive()) {
            return;
        }
        try {
            new ProcessBuilder(List.of("kill", "-" + signal, Long.toString(pid())))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    static String textOf(Path log) {
        try {
            return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String tail() {
        List<String> lines = textOf(log).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }
}
