package io.github.dynamosession.demo;

import java.io.PrintStream;
import java.net.URI;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts the cluster, and then either waits for visitors of its page until Ctrl-C, or, with {@code -Ddemo.check=true},
 * drives it by itself; the exit code tells whether the check has passed.
 */
public final class Demo {

    /** Says at length what the balancer is for: that a node did not answer. Kept here, or the setting would be lost. */
    private static final Logger UNDERTOW = Logger.getLogger("io.undertow");

    private Demo() {}

    /** Takes the system properties {@code demo.check}, {@code demo.requests} and {@code demo.port}. */
    public static void main(String[] args) throws InterruptedException {
        UNDERTOW.setLevel(Level.OFF);
        boolean passed = true;
        try (DemoCluster cluster = DemoCluster.start(Integer.getInteger("demo.port", 0), System.out)) {
            if (Boolean.getBoolean("demo.check")) {
                passed = check(cluster, System.out);
            } else {
                welcome(cluster.address(), System.out);
                Thread.currentThread().join();
            }
        }
        System.exit(passed ? 0 : 1);
    }

    private static boolean check(DemoCluster cluster, PrintStream out) throws InterruptedException {
        Check check = new Check(cluster, Integer.getInteger("demo.requests", 2000), out);
        Tally tally = check.run();
        out.println();
        out.println(tally);
        return tally.passed();
    }

    private static void welcome(URI address, PrintStream out) {
        out.printf("%n  Open  %s%n%n  Ctrl-C ends everything.%n%n", address);
    }
}
