package io.github.dynamosession.release;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What GitHub reads: nobody sees a mistake there until a change or a release is stuck. */
class GitHubFilesTest {

    private static final Path ROOT = PublishedModule.ROOT;
    private static final Path GITHUB = ROOT.resolve(".github");

    static List<Path> workflows() throws IOException {
        return filesIn("workflows");
    }

    static List<Path> forms() throws IOException {
        return filesIn("ISSUE_TEMPLATE").stream()
                .filter(file -> !file.endsWith("config.yml"))
                .toList();
    }

    private static List<Path> filesIn(String folder) throws IOException {
        try (Stream<Path> files = Files.list(GITHUB.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aWorkflowSaysWhatItMayAndHowLong(Path file) throws IOException {
        Map<?, ?> workflow = read(file);

        assertThat(at(workflow, "permissions")).isNotNull();
        assertThat(at(workflow, "on")).isNotNull();
        assertThat(map(workflow, "jobs").values()).allSatisfy(job -> assertThat(at((Map<?, ?>) job, "timeout-minutes"))
                .isNotNull());
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void actionsArePinnedToAMajorVersion(Path file) throws IOException {
        assertThat(said(file, "uses")).isNotEmpty().allMatch(action -> action.matches("[\\w/-]+@v\\d+"));
    }

    /** So that whoever reads the docs can do what the workflow does. */
    @ParameterizedTest
    @MethodSource("workflows")
    void whatRunsIsDocumentedAndThere(Path file) throws IOException {
        String docs = Files.readString(ROOT.resolve("README.md"))
                + Files.readString(ROOT.resolve("CONTRIBUTING.md"))
                + Files.readString(ROOT.resolve("docs/releasing.md"));
        for (String command : said(file, "run")) {
            if (command.startsWith("mvn ")) {
                assertThat(docs).containsPattern(Pattern.quote(command) + "(?![\\w-])");
            }
            for (String word : command.split("\\s+")) {
                if (word.startsWith("./") || word.startsWith(".ci/")) {
                    assertThat(ROOT.resolve(word)).isExecutable();
                    assertThat(docs).contains(word);
                }
            }
        }
    }

    @Test
    void theMatrixBeginsWithTheOldestJavaThatWeSupport() throws IOException {
        Map<?, ?> job = map(map(read(GITHUB.resolve("workflows/ci.yml")), "jobs"), "verify");
        List<?> versions = (List<?>) at(map(map(job, "strategy"), "matrix"), "java");

        assertThat(requireNonNull(versions).stream().map(String::valueOf))
                .first()
                .isEqualTo(Pom.read(ROOT.resolve("pom.xml")).text("properties/maven.compiler.release"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void aFormAsksByFieldsThatGitHubKnows(Path file) throws IOException {
        Map<?, ?> form = read(file);
        List<?> fields = (List<?>) requireNonNull(at(form, "body"));

        assertThat(String.valueOf(at(form, "name"))).isNotBlank();
        assertThat(String.valueOf(at(form, "description"))).isNotBlank();
        assertThat(fields).allSatisfy(field -> assertThat(at((Map<?, ?>) field, "type"))
                .isIn("markdown", "textarea", "input", "dropdown", "checkboxes"));
        assertThat(fields.stream()
                        .map(field -> (Map<?, ?>) field)
                        .filter(field -> !"markdown".equals(at(field, "type")))
                        .map(field -> String.valueOf(at(field, "id"))))
                .doesNotHaveDuplicates()
                .doesNotContain("null");
    }

    @Test
    void dependabotLooksWhereThereIsSomething() throws IOException {
        List<?> updates = (List<?>) requireNonNull(at(read(GITHUB.resolve("dependabot.yml")), "updates"));

        assertThat(updates)
                .extracting(update ->
                        at((Map<?, ?>) update, "package-ecosystem") + " in " + at((Map<?, ?>) update, "directory"))
                .containsExactly("maven in /", "npm in /site", "github-actions in /");
        assertThat(updates).allSatisfy(update -> assertThat(map((Map<?, ?>) update, "groups"))
                .isNotEmpty());
    }

    private static Map<?, ?> read(Path file) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    private static Map<?, ?> map(Map<?, ?> of, String key) {
        return (Map<?, ?>) requireNonNull(at(of, key), key);
    }

    private static @Nullable Object at(Map<?, ?> map, String key) {
        return map.get(key);
    }

    /** What the steps of all jobs say under a key, line by line. */
    private static List<String> said(Path file, String key) throws IOException {
        return map(read(file), "jobs").values().stream()
                .flatMap(job -> ((List<?>) requireNonNull(at((Map<?, ?>) job, "steps"))).stream())
                .map(step -> ((Map<?, ?>) step).get(key))
                .filter(value -> value != null)
                .flatMap(value -> String.valueOf(value).lines())
                .map(String::strip)
                .toList();
    }
}
