package io.github.dynamosession.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lines that {@code docs/frameworks.md} tells to add are in the applications, to the letter. */
final class FrameworksPageTest {

    private static final Pattern LINES = Pattern.compile("(?s)```(?:java|xml)\n(.*?)```");

    @Test
    void linesToAddAreThoseOfTheApplications() throws IOException {
        String page = Files.readString(Path.of("../docs/frameworks.md"));
        List<String> toAdd =
                LINES.matcher(page).results().map(block -> block.group(1)).toList();
        String applications = sources();

        assertThat(toAdd).isNotEmpty().allSatisfy(lines -> assertThat(applications)
                .contains(lines));
    }

    private static String sources() {
        return Stream.of("spring", "faces", "wicket")
                .flatMap(application -> files(Path.of(application, "src/main")))
                .map(FrameworksPageTest::text)
                .collect(Collectors.joining());
    }

    private static Stream<Path> files(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
