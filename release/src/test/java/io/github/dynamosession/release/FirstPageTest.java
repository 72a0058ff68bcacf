package io.github.dynamosession.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The number on {@code docs/index.md} is the one that was measured: what the table in {@code docs/failover.md} adds up to. */
class FirstPageTest {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\|[^|]+\\| [\\d,]+ \\| ([\\d,]+) \\|[^|]*\\|[^|]*\\|[^|]*\\| (\\d+) \\|.*\\|$");

    @Test
    void itSaysHowManyChangesWereAcknowledgedAndHowManyOfThemWereLost() throws IOException {
        List<MatchResult> rows = ROW.matcher(page("failover.md")).results().toList();
        assertThat(rows).hasSizeGreaterThan(10);

        assertThat(page("index.md"))
                .contains(
                        String.format(Locale.ROOT, "**%,d of %,d** acknowledged changes", sum(rows, 2), sum(rows, 1)));
    }

    private static int sum(List<MatchResult> rows, int column) {
        return rows.stream()
                .mapToInt(row -> Integer.parseInt(row.group(column).replace(",", "")))
                .sum();
    }

    private static String page(String name) throws IOException {
        return Files.readString(PublishedModule.ROOT.resolve("docs").resolve(name));
    }
}
