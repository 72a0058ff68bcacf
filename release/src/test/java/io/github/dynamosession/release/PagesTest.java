package io.github.dynamosession.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a user reads: links lead somewhere, and sentences end before one has forgotten how they began. */
class PagesTest {

    private static final int MOST_WORDS = 25;

    private static final Pattern VERSION_TO_COPY =
            Pattern.compile("dynamosession-[a-z-]+(?:</artifactId>\\s*<version>([^<]+)<|-(\\d.*?)\\.jar)");

    static Stream<Page> pages() throws IOException {
        return Page.all();
    }

    /** All but the changelog, whose entries name everything that a change is about. */
    static Stream<Page> pagesToRead() throws IOException {
        return Page.all().filter(page -> !page.toString().equals("CHANGELOG.md"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aLinkLeadsToAPageThatIsThereAndToAHeadingOnIt(Page page) {
        List<String> dead = page.destinations().stream()
                .filter(destination -> !destination.matches("[a-z]+:.*"))
                .filter(destination -> !leadsSomewhere(page, destination))
                .toList();

        assertThat(dead).isEmpty();
    }

    private static boolean leadsSomewhere(Page from, String destination) {
        String[] parts = destination.split("#", 2);
        Path target = parts[0].isEmpty()
                ? from.file()
                : from.file().resolveSibling(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1 || Page.read(target).anchors().contains(parts[1]));
    }

    /** Pitch, install, demo, promises, map: all else has a page of its own. */
    @Test
    void theReadmeIsReadInAMinute() throws IOException {
        assertThat(Files.readAllLines(PublishedModule.ROOT.resolve("README.md")))
                .hasSizeLessThanOrEqualTo(120);
    }

    @Test
    void eachMessageThatIsLoggedForOperatorsIsExplained() throws IOException {
        Set<String> logged = LogMessages.of(PublishedModule.libraries());
        assertThat(logged).isNotEmpty();

        List<String> explained = Page.read(PublishedModule.ROOT.resolve("docs/troubleshooting.md"))
                .firstInRows();

        assertThat(explained).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(logged);
    }

    /** Which users copy, and would look for in vain. */
    @Test
    void thePagesNameTheVersionThatIsBuilt() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Page page : Page.all().toList()) {
            VERSION_TO_COPY
                    .matcher(Files.readString(page.file()))
                    .results()
                    .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                    .forEach(named::add);
        }

        assertThat(named)
                .containsExactly(
                        Pom.read(PublishedModule.ROOT.resolve("pom.xml")).text("version"));
    }

    @ParameterizedTest
    @MethodSource("pagesToRead")
    void aSentenceHasAtMostTwentyFiveWords(Page page) {
        List<String> tooLong = page.sentences().stream()
                .filter(sentence -> Page.words(sentence) > MOST_WORDS)
                .toList();

        assertThat(tooLong).isEmpty();
    }
}
