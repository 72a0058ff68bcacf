package io.github.dynamosession.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code docs/migration.md} tells to write and {@link MigrationIT} does not read from there. */
final class MigrationPageTest {

    private static final Pattern CONDITIONS = Pattern.compile("--conditions '(.*)'");

    @Test
    void theFilterIsThatOfTheOldNodesToTheLetter() throws IOException {
        List<String> java = MigrationPage.blocks("Let users go whose session has ended", "java");

        assertThat(java).hasSize(2).allSatisfy(lines -> assertThat(sources()).contains(lines));
    }

    private static String sources() throws IOException {
        return Files.readString(
                        Path.of("shop/src/main/java/io/github/dynamosession/migrations/shop/EndedSessions.java"))
                + Files.readString(Path.of("spring/src/main/java/io/github/dynamosession/migrations/OldNode.java"));
    }

    @Test
    void theRuleOfTheStackIsThatOfTheCommandLine() throws IOException {
        String step = "Let new users in";
        List<Object> commandLine = CONDITIONS
                .matcher(MigrationPage.block(step, "sh"))
                .results()
                .map((MatchResult found) -> found.group(1))
                .flatMap(MigrationPageTest::json)
                .toList();
        String stack = MigrationPage.block(step, "yaml").replace("!Ref ", "");

        assertThat(new Load(LoadSettings.builder().build()).loadFromString(stack))
                .extracting("OldSessions")
                .extracting("Properties")
                .isInstanceOfSatisfying(Map.class, properties -> assertThat(properties.get("Conditions"))
                        .isEqualTo(commandLine));
    }

    private static Stream<Object> json(String array) {
        try {
            return JSON.std.listFrom(array).stream();
        } catch (IOException e) {
            throw new IllegalArgumentException(array, e);
        }
    }
}
