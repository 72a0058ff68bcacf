package io.github.dynamosession.demo;

import io.github.dynamosession.workload.Findings;
import java.net.URI;
import java.util.function.Consumer;

/**
 * Starts the cluster, and then either waits for visitors of its page until Ctrl-C, or, with {@code -Ddemo.check=true},
 * drives it by itself; the exit code tells whether the check has passed. With {@code -Ddemo.url} it drives a shop that runs
 * already, and starts nothing.
 */
public final class Demo {

    private static final Consumer<String> CONSOLE = System.out::println;

    private Demo() {}

    /** Takes the system properties {@code demo.check}, {@code demo.steps}, {@code demo.port} and {@code demo.url}. */
    public static void main(String[] args) throws InterruptedException {
        ProcessHandle.current().parent().ifPresent(Demo::endWith);
        String url = System.getProperty("demo.url", "");
        boolean passed = url.isEmpty() ? withCluster() : passed(Check.ofShop(URI.create(url), steps(), CONSOLE));
        System.exit(passed ? 0 : 1);
    }

    private static boolean withCluster() throws InterruptedException {
        try (DemoCluster cluster = DemoCluster.start(Integer.getInteger("demo.port", 0), CONSOLE)) {
            if (Boolean.getBoolean("demo.check")) {
                return passed(Check.ofCluster(cluster, steps(), CONSOLE));
            }
            welcome(cluster.address());
            Thread.currentThread().join();
            return true;
        }
    }

    private static int steps() {
        return Integer.getInteger("demo.steps", 1000);
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

    private static boolean passed(Findings findings) {
        CONSOLE.accept("");
        CONSOLE.accept(findings.toString());
        CONSOLE.accept("  answered by " + findings.history().answersByNode());
        return findings.passed();
    }

    private static void welcome(URI address) {
        System.out.printf("%n  Open  %s%n%n  Ctrl-C ends everything.%n%n", address);
    }
}
