package io.github.dynamosession.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/** Ends every process that this JVM has started when this JVM ends. */
public final class ProcessGuard {

    /** Guards the two fields below. */
    private static final Object LOCK = new Object();

    private static final Set<Process> LIVING = new HashSet<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ProcessGuard::endAll, "end of child processes"));
    }

    private ProcessGuard() {}

    /**
     * Starting and ending exclude each other. Else: Ctrl-C, the hook ends all processes, another thread (they all run
     * on during hooks) restarts a node, the JVM halts, and the node lives on.
     */
    public static Process start(ProcessBuilder program) {
        synchronized (LOCK) {
            if (ending) {
                throw new IllegalStateException("this JVM is ending: no new processes");
            }
            Process process = startUnguarded(program);
            LIVING.removeIf(other -> !other.isAlive());
            LIVING.add(process);
            return process;
        }
    }

    private static Process startUnguarded(ProcessBuilder program) {
        try {
            return program.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void endAll() {
        synchronized (LOCK) {
            ending = true;
            LIVING.forEach(Process::destroyForcibly);
            LIVING.forEach(process -> process.onExit().join());
        }
    }
}
