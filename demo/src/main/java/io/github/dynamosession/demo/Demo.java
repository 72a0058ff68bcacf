package io.github.dynamosession.demo;

import java.net.URI;
import java.util.function.Consumer;

/**
 * Starts the cluster, and then either waits for visitors of its page until Ctrl-C, or, with {@code -Ddemo.check=true},
 * drives it by itself; the exit code tells whether the check has passed.
 */
public final class Demo {

    private static final Consumer<String> CONSOLE = System.out::println;

    private Demo() {}

    /** Takes the system properties {@code demo.check}, {@code demo.requests} and {@code demo.port}. */
    public static void main(String[] args) throws InterruptedException {
        ProcessHandle.current().parent().ifPresent(Demo::endWith);
        boolean passed = true;
        try (DemoCluster cluster = DemoCluster.start(Integer.getInteger("demo.port", 0), CONSOLE)) {
            if (Boolean.getBoolean("demo.check")) {
                passed = check(cluster);
            } else {
                welcome(cluster.address());
                Thread.currentThread().join();
            }
        }
        System.exit(passed ? 0 : 1);
    }

    /** Ctrl-C reaches Maven and this process; but a Maven that is ended alone would leave it behind. */
    private static void endWith(ProcessHandle maven) {
        Thread watch = new Thread(
                () -> {
                    maven.onExit().join();
                    System.exit(1);
                },
                "end with Maven");
        watch.setDaemon(true);
        watch.start();
    }

    private static boolean check(DemoCluster cluster) throws InterruptedException {
        Check check = new Check(cluster, Integer.getInteger("demo.requests", 2000), CONSOLE);
        Tally tally = check.run();
        System.out.println();
        System.out.println(tally);
        return tally.passed();
    }

    private static void welcome(URI address) {
        System.out.printf("%n  Open  %s%n%n  Ctrl-C ends everything.%n%n", address);
    }
}
