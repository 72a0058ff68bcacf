package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bill of a million requests in {@code docs/cost.md} adds up, and other pages name what it comes to. */
final class MillionRequestsTest {

    private static final Pattern PRICES =
            Pattern.compile("a million read units cost \\$([\\d.]+) and a million write units \\$([\\d.]+)");
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\|[^|]*\\| ([^|*]+) \\| ([\\d,]+) \\| ([\\d,]+) \\| ([\\d.]+) \\|$");
    private static final Pattern TOTAL =
            Pattern.compile("(?m)^\\| \\*\\*1,000,000\\*\\* \\| \\| \\*\\*([\\d,]+)\\*\\* \\| \\*\\*([\\d,]+)\\*\\* \\|"
                    + " \\*\\*([\\d.]+)\\*\\* \\|$");

    private final String page = page("cost.md");
    private final String section = page.substring(page.indexOf("## One million requests"));
    private final MatchResult prices = only(PRICES);
    private final MatchResult total = only(TOTAL);
    private final List<MatchResult> rows = ROW.matcher(section).results().toList();

    private static String page(String name) {
        try {
            return Files.readString(Path.of("..", "docs", name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private MatchResult only(Pattern pattern) {
        List<MatchResult> found = pattern.matcher(section).results().toList();
        assertThat(found).as(pattern.pattern()).hasSize(1);
        return found.get(0);
    }

    private static long units(MatchResult row, int column) {
        return Long.parseLong(row.group(column).replace(",", ""));
    }

    private String price(long reads, long writes) {
        double dollars =
                (reads * Double.parseDouble(prices.group(1)) + writes * Double.parseDouble(prices.group(2))) / 1e6;
        return String.format(Locale.ROOT, "%.2f", dollars);
    }

    @Test
    void eachRowCostsWhatItsUnitsCost() {
        assertThat(rows).hasSizeGreaterThan(5).allSatisfy(row -> assertThat(row.group(4))
                .as(row.group(1))
                .isEqualTo(price(units(row, 2), units(row, 3))));
    }

    @Test
    void theRowsAddUp() {
        assertThat(rows.stream().mapToLong(row -> units(row, 2)).sum()).isEqualTo(units(total, 1));
        assertThat(rows.stream().mapToLong(row -> units(row, 3)).sum()).isEqualTo(units(total, 2));
        assertThat(total.group(3)).isEqualTo(price(units(total, 1), units(total, 2)));
    }

    /** A write is billed in each of two Regions, a read in one. */
    @Test
    void thePageOnRegionsFollows() {
        assertThat(page("regions.md"))
                .contains("its million requests cost $%s instead of $%s."
                        .formatted(
                                price(units(total, 1), 2 * units(total, 2)), price(units(total, 1), units(total, 2))));
    }
}
