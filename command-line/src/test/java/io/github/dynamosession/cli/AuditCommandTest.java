package io.github.dynamosession.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.ProcessGuard;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a process of its own, which is killed while sessions come and go. */
final class AuditCommandTest {

    private static final int EVENTS = Integer.getInteger("audit.events");
    private static final int THREADS = 4;
    private static final int KILLS = 2;

    private final SessionStoreConfig config = SessionStoreConfig.of(Map.of(
            "applicationName", "/shop",
            "tableName", "sessions-" + UUID.randomUUID(),
            "region", "us-east-1",
            "endpoint", DynamoDbLocal.shared().endpoint().toString(),
            "callTimeout", "PT20S",
            "attemptTimeout", "PT10S"));

    @TempDir
    private Path folder;

    private int run(String... arguments) {
        return CommandLineTool.commandLine().execute(withTable(arguments).toArray(String[]::new));
    }

    private List<String> withTable(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--table-name=" + config.tableName());
        all.add("--region=us-east-1");
        all.add("--endpoint=" + DynamoDbLocal.shared().endpoint());
        return all;
    }

    private Path trail() {
        return folder.resolve("trail");
    }

    private Process start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Daws.accessKeyId=local",
                "-Daws.secretAccessKey=local",
                "-cp",
                System.getProperty("java.class.path"),
                CommandLineTool.class.getName()));
        command.addAll(withTable("audit", "--checkpoint=" + folder.resolve("checkpoint"), "--output=" + trail()));
        return ProcessGuard.start(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile())));
    }

    /** Kills it as a crash of the machine would, when the trail is so long. */
    private void killAfter(Process process, long lines) {
        await().atMost(Duration.ofMinutes(10)).until(() -> lines() >= lines);
        process.destroyForcibly().onExit().join();
    }

    private long lines() throws IOException {
        if (!Files.exists(trail())) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(trail())) {
            return lines.count();
        }
    }

    @Test
    void theTrailIsTheHistoryOfTheSessionsAlthoughItsProcessIsKilled() throws Exception {
        assertThat(run("table", "create", "--stream")).isZero();
        try (SessionStore store = DynamoDbSessionStore.connect(config)) {
            Visits visits = new Visits(store);
            Process process = start();
            ExecutorService clients = Executors.newFixedThreadPool(THREADS);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(i);
                running.add(clients.submit(() -> {
                    while (visits.events() < EVENTS) {
                        visits.one(random);
                    }
                }));
            }
            for (int i = 1; i <= KILLS; i++) {
                killAfter(process, (long) EVENTS * i / (KILLS + 1));
                process = start();
            }
            for (Future<?> client : running) {
                client.get();
            }
            clients.shutdown();
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> byId().size() >= visits.events());
            process.destroyForcibly().onExit().join();

            Map<String, Map<String, Object>> events = byId();
            assertThat(told(events)).isEqualTo(visits.history());
            System.out.println("audit: " + visits.events() + " events of "
                    + visits.history().size()
                    + " handles, none missing, none invented; " + (lines() - events.size())
                    + " came twice, under the same id, after " + KILLS + " kills");
        }
    }

    /** Whoever drops lines whose id he has had sees each event once. */
    private Map<String, Map<String, Object>> byId() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        Map<String, Map<String, Object>> events = new LinkedHashMap<>();
        for (String line : Files.readAllLines(trail())) {
            if (!line.endsWith("}")) {
                continue; // it is being written
            }
            Map<String, Object> event = JSON.std.mapFrom(line);
            String id = String.valueOf(map(event, "metadata").get("uid"));
            assertThat(lines.merge(id, line, (first, again) -> again.equals(first) ? first : "not " + again))
                    .isEqualTo(line);
            events.putIfAbsent(id, event);
        }
        return events;
    }

    private static Map<String, List<String>> told(Map<String, Map<String, Object>> events) {
        Map<String, List<String>> told = new HashMap<>();
        events.values().forEach(event -> {
            String kind = String.valueOf(map(event, "metadata").get("event_code"));
            String handle = String.valueOf(map(event, "metadata").get("correlation_uid"));
            told.computeIfAbsent(handle, first -> new ArrayList<>())
                    .add(
                            switch (kind) {
                                case "created", "ended" -> kind;
                                case "id-changed" ->
                                    kind + " to " + map(event, "entity_result").get("uid");
                                default -> kind + name(event);
                            });
        });
        return told;
    }

    private static String name(Map<String, Object> event) {
        Object name = event.containsKey("user")
                ? map(event, "user").get("name")
                : map(map(event, "actor"), "user").get("name");
        return name == null ? "" : " " + name;
    }

    private static Map<String, Object> map(Map<String, Object> fields, String name) {
        Map<String, Object> result = new HashMap<>();
        if (fields.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> result.put(String.valueOf(key), value));
        }
        return result;
    }

    @Test
    void aTableWithoutAStreamIsAnErrorThatNamesTheWayOut() {
        assertThat(run("table", "create")).isZero();
        StringWriter printed = new StringWriter();
        CommandLine tool = CommandLineTool.commandLine().setErr(new PrintWriter(printed, true));

        assertThat(tool.execute(withTable("audit", "--checkpoint=" + folder.resolve("checkpoint"))
                        .toArray(String[]::new)))
                .isEqualTo(1);
        assertThat(printed.toString()).contains("has no stream", "table create --stream");
    }
}
