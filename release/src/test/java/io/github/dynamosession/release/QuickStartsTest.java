package io.github.dynamosession.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick starts of Tomcat and Jetty say the lines of {@code docs/install.md}, which are run in the build. */
class QuickStartsTest {

    private static final Pattern LINE = Pattern.compile("`([^`]+)`");

    @ParameterizedTest
    @ValueSource(strings = {"tomcat", "jetty"})
    void theLinesAreThoseThatAreTested(String container) throws IOException {
        List<String> tested = linesToStart(container);
        assertThat(tested).hasSizeGreaterThan(2);

        assertThat(page("quick-starts/" + container).lines().map(String::strip)).containsSubsequence(tested);
    }

    /** Those in the last column of its row. */
    private static List<String> linesToStart(String sample) throws IOException {
        String row = page("install")
                .lines()
                .filter(line -> line.startsWith("| [" + sample + "](../conf-samples/" + sample + ") |"))
                .findFirst()
                .orElseThrow();
        String start = row.split("\\|")[3];
        return LINE.matcher(start)
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    private static String page(String name) throws IOException {
        return Files.readString(PublishedModule.ROOT.resolve("docs/" + name + ".md"));
    }
}
