package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatNodeBuilder;
import io.github.dynamosession.cluster.TomcatVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What the start of a Tomcat costs, without us and with the jar and the line of the README, by the number of its web
 * applications. {@code -Dfigures} runs it, and {@code -Dstart.jar} names a second jar to compare with. It prints medians of
 * rounds in which all take turns.
 */
@EnabledIfSystemProperty(named = "figures", matches = ".*")
final class StartFiguresIT {

    private static final int ROUNDS = Integer.getInteger("start.rounds", 3);
    private static final int TICKS_PER_SECOND = 100;
    private static final String BARE = "<Context/>";
    private static final String MANAGED = """
            <Context>
              <Manager className="io.github.dynamosession.tomcat.DynamoDbManager" tableName="starts" createTable="true"
                  region="us-east-1" endpoint="%s"/>
            </Context>
            """;

    private record Measured(
            double seconds, double cpu, double heap, double metaspace, double threads, double connections) {

        @Override
        public String toString() {
            return String.format(
                    "%.1f s | %.1f s | %.1f MB | %.1f MB | %.0f | %.0f",
                    seconds, cpu, heap, metaspace, threads, connections);
        }
    }

    @Test
    void aStart() throws Exception {
        Map<String, Optional<Path>> jars = new LinkedHashMap<>();
        jars.put("Tomcat alone", Optional.empty());
        Optional.ofNullable(System.getProperty("start.jar")).ifPresent(jar -> jars.put(jar, Optional.of(Path.of(jar))));
        jars.put("with this jar", Optional.of(DropInJar.tomcat()));
        Map<String, List<Measured>> all = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (int applications : List.of(1, 10, 50)) {
                for (Map.Entry<String, Optional<Path>> jar : jars.entrySet()) {
                    Measured measured = start(applications, jar.getValue());
                    all.computeIfAbsent(applications + " | " + jar.getKey(), key -> new ArrayList<>())
                            .add(measured);
                }
            }
        }
        System.out.println("| applications | | start | CPU | heap | metaspace | threads | connections |");
        all.forEach((what, figures) -> System.out.println("| " + what + " | " + median(figures) + " |"));
    }

    private static Measured median(List<Measured> all) {
        return new Measured(
                median(all, Measured::seconds),
                median(all, Measured::cpu),
                median(all, Measured::heap),
                median(all, Measured::metaspace),
                median(all, Measured::threads),
                median(all, Measured::connections));
    }

    private static double median(List<Measured> all, ToDoubleFunction<Measured> figure) {
        double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static Measured start(int applications, Optional<Path> jar) throws Exception {
        TomcatNodeBuilder builder = TomcatNode.builder(TomcatVersion.TOMCAT_11_0)
                .name("start")
                .contextXml(
                        jar.isEmpty()
                                ? BARE
                                : MANAGED.formatted(DynamoDbLocal.shared().endpoint()));
        jar.ifPresent(builder::jar);
        Path application = Files.createTempDirectory("application");
        Files.writeString(application.resolve("index.html"), "here");
        for (int i = 0; i < applications; i++) {
            builder.webapp("app" + i, application);
        }
        try (TomcatNode node = builder.build()) {
            long begin = System.nanoTime();
            node.start().awaitReady();
            double seconds =
                    (System.nanoTime() - begin) / (double) Duration.ofSeconds(1).toNanos();
            double cpu = cpu(node.pid());
            for (int i = 0; i < applications; i++) {
                assertThat(new Browser()
                                .get(node::url, "/app" + i + "/index.html")
                                .ok()
                                .body())
                        .isEqualTo("here");
            }
            JdkTool.run("jcmd", Long.toString(node.pid()), "GC.run");
            String heap = JdkTool.run("jcmd", Long.toString(node.pid()), "GC.heap_info");
            return new Measured(
                    seconds,
                    cpu,
                    used(heap, ".* total "),
                    used(heap, "Metaspace"),
                    threads(node.pid()),
                    connections(node.pid()));
        }
    }

    /** Of the process so far, as the kernel counts it. */
    private static double cpu(long pid) throws IOException {
        String[] fields = Files.readString(Path.of("/proc/" + pid + "/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        return (Double.parseDouble(fields[11]) + Double.parseDouble(fields[12])) / TICKS_PER_SECOND;
    }

    private static double threads(long pid) throws Exception {
        return JdkTool.run("jcmd", Long.toString(pid), "Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"") && line.contains(" #"))
                .count();
    }

    private static double connections(long pid) throws IOException {
        String port = String.format(":%04X ", DynamoDbLocal.shared().endpoint().getPort());
        List<String> lines = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            lines.addAll(Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table)));
        }
        List<String> sockets = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : files.toList()) {
                if (Files.isSymbolicLink(file)) {
                    sockets.add(Files.readSymbolicLink(file).toString());
                }
            }
        }
        return lines.stream()
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> (columns[2] + " ").endsWith(port) && columns[3].equals("01"))
                .filter(columns -> sockets.contains("socket:[" + columns[9] + "]"))
                .count();
    }

    /** In megabytes, what is in use of the lines that begin so: the generations of the heap have a total. */
    private static double used(String heap, String line) {
        return Pattern.compile("(?m)^\\s*" + line + ".*?used (\\d+)K")
                .matcher(heap)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)) / 1024)
                .sum();
    }
}
