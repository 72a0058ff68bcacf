package io.github.dynamosession.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What programs read of the tool, under names that stay. */
class OutputTest {

    private static final ToolTable TABLE = new ToolTable();
    private static final String APPLICATION = "--application-name=/shop";
    private static final String AS_JSON = "--output=json";

    private final StringWriter err = new StringWriter();
    private int status;

    @AfterAll
    static void close() {
        TABLE.close();
    }

    private String printed(String... arguments) {
        StringWriter out = new StringWriter();
        status = CommandLineTool.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return out.toString();
    }

    private Map<String, Object> json(String... arguments) throws IOException {
        String printed = printed(arguments);
        assertThat(printed.lines()).as(err.toString()).hasSize(1);
        return JSON.std.mapFrom(printed);
    }

    @Test
    void sessionsOfAUser() throws IOException {
        String handle = TABLE.login("ann");

        Map<String, Object> found = json(TABLE.arguments("user sessions", APPLICATION, AS_JSON, "ann"));

        assertThat(found).containsOnlyKeys("sessions");
        assertThat((List<?>) found.get("sessions"))
                .singleElement()
                .isEqualTo(Map.of(
                        "handle", handle,
                        "created", ToolTable.CREATED.toString(),
                        "lastAccessed", ToolTable.CREATED.toString(),
                        "maxInactiveSeconds", 1800,
                        "expires", TABLE.expires()));
        assertThat(status).isZero();
    }

    @Test
    void nobodysSessionsAreAnEmptyListAndSaidBesides() throws IOException {
        assertThat(json(TABLE.arguments("user sessions", APPLICATION, AS_JSON, "nobody")))
                .isEqualTo(Map.of("sessions", List.of()));
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("dynamosession: no sessions of nobody");
    }

    @Test
    void aSessionWithSizesAndWithoutValues() throws IOException {
        String handle = TABLE.login("bob");

        Map<String, Object> session = json(TABLE.arguments("session show", APPLICATION, AS_JSON, handle));

        assertThat(session)
                .containsEntry("handle", handle)
                .containsEntry("state", "living")
                .containsEntry("user", "bob")
                .containsEntry("userHashed", false)
                .containsEntry("maxInactiveSeconds", 1800)
                .containsEntry("version", 1)
                .containsEntry("attributes", List.of(Map.of("name", "cart", "bytes", 7)))
                .containsEntry("containerState", List.of(Map.of("name", "principal", "bytes", 9)))
                .containsKeys("created", "lastAccessed", "expires", "itemBytes");
        assertThat(session.toString()).doesNotContain("secret");
    }

    @Test
    void howManySessionsEnded() throws IOException {
        String one = TABLE.login("eve");
        TABLE.login("eve");

        assertThat(json(TABLE.arguments("session revoke", APPLICATION, AS_JSON, one)))
                .isEqualTo(Map.of("revoked", 1));
        assertThat(json(TABLE.arguments("user revoke", APPLICATION, AS_JSON, "eve", "--all")))
                .isEqualTo(Map.of("revoked", 1));
        assertThat(json(TABLE.arguments("user revoke", APPLICATION, AS_JSON, "eve", "--all")))
                .isEqualTo(Map.of("revoked", 0));
        assertThat(status).isEqualTo(1);
    }

    @Test
    void theTable() throws IOException {
        assertThat(json(TABLE.arguments("table check", AS_JSON))).isEqualTo(Map.of("table", TABLE.name()));
    }

    @Test
    void keys(@TempDir Path directory) throws IOException {
        Map<String, Object> made =
                json("keys", "create", AS_JSON, directory.resolve("keys").toString());

        assertThat((List<?>) made.get("keys")).singleElement().asString().matches("\\{id=\\d+, state=encrypts}");
    }

    @Test
    void whatIsInTheTable() throws IOException {
        try (ToolTable table = new ToolTable()) {
            table.login("ann");
            table.login("bob");

            Map<String, Object> statistics = json(table.arguments("table stats", AS_JSON));

            assertThat(statistics)
                    .containsOnlyKeys("table", "status", "read", "totals", "users", "oldestWaiting", "sessionBytes")
                    .containsEntry("status", "ACTIVE")
                    .containsEntry("users", Map.of("seen", 2, "exact", true));
            assertThat((Map<?, ?>) statistics.get("totals"))
                    .hasToString("{sessions={total=2, margin=0}, waiting={total=0, margin=0},"
                            + " leftToTtl={total=0, margin=0}, withUser={total=2, margin=0},"
                            + " largeValues={total=0, margin=0}, largeValueItems={total=0, margin=0},"
                            + " recentLoginItems={total=2, margin=0}, otherItems={total=0, margin=0}}");
            assertThat(printed(table.arguments("table stats")).lines())
                    .contains("sessions            2", "users               2")
                    .anyMatch(
                            line -> line.matches("read +all: 20 of 20 segments, 20 pages, 4 items, [0-9.]+ read units"))
                    .anyMatch(line -> line.matches("session-bytes +median \\d+, p99 \\d+, largest \\d+"));
        }
    }

    @Test
    void aLimitThatReadsNothingIsRefused() {
        assertThat(printed(TABLE.arguments("table stats", "--limit=0"))).isEmpty();

        assertThat(status).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--limit=0 must be >= 1");
    }

    /** What bash offers after the words of a command, by the script that the tool prints. */
    @Test
    void completionInBash(@TempDir Path directory) throws Exception {
        Path script = directory.resolve("completion");
        Files.writeString(script, printed("completion"));
        String ask = "source " + script + "; COMP_WORDS=(dynamosession table st); COMP_CWORD=2;"
                + " _complete_dynamosession; echo \"${COMPREPLY[*]}\"";

        Process bash =
                new ProcessBuilder("bash", "-c", ask).redirectErrorStream(true).start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("stats");
    }
}
