package io.github.dynamosession.migrations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** {@code docs/migration.md}: what it tells to write and to run, the tests write and run. */
final class MigrationPage {

    private static final Path FILE = Path.of("..", "docs", "migration.md");

    private MigrationPage() {}

    /**
     * The lines of a kind in a part of the page.
     *
     * @param heading of the part, which ends with the next heading
     * @param kind as it stands behind the back-ticks
     */
    static List<String> blocks(String heading, String kind) {
        Pattern part = Pattern.compile("(?ms)^#+ " + Pattern.quote(heading) + "$(.*?)(?=^#+ |\\z)");
        String text = part.matcher(text())
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(FILE + " has no heading " + heading));
        Pattern block = Pattern.compile("(?ms)^ *```" + kind + "\n(.*?)^ *```$");
        return block.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** The only lines of that kind in that part. */
    static String block(String heading, String kind) {
        List<String> blocks = blocks(heading, kind);
        if (blocks.size() != 1) {
            throw new IllegalStateException(
                    FILE + " has " + blocks.size() + " blocks of " + kind + " under " + heading);
        }
        return blocks.get(0);
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
