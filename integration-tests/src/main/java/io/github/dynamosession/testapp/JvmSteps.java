package io.github.dynamosession.testapp;

import static java.util.Map.entry;

import io.github.dynamosession.testapp.Script.Step;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.ObjectName;

/** Steps that tell what the node's JVM holds. */
final class JvmSteps {

    static final Map<String, Step> ALL = Map.ofEntries(
            entry("threads", JvmSteps::threads),
            entry("instances", JvmSteps::instances),
            entry("sees", JvmSteps::sees));

    private static final Pattern SERVES_REQUESTS = Pattern.compile("(http-nio|qtp\\d).*");

    private JvmSteps() {}

    /** Answers the names of all threads but those that serve requests: of them, a container keeps as many as it likes. */
    private static void threads(Exchange exchange) throws Exception {
        exchange.answer(Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !SERVES_REQUESTS.matcher(name).matches())
                .sorted()
                .collect(Collectors.joining(",")));
    }

    /** {@code sees:class}: answers whether the web application can load it. */
    private static void sees(Exchange exchange) throws Exception {
        try {
            Class.forName(exchange.argument(1), false, JvmSteps.class.getClassLoader());
            exchange.answer(true);
        } catch (ClassNotFoundException e) {
            exchange.answer(false);
        }
    }

    /** {@code instances:class}: answers how many there are after a garbage collection. */
    private static void instances(Exchange exchange) throws Exception {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        exchange.answer(histogram
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(exchange.argument(1)))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum());
    }
}
