package io.github.dynamosession.sample.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of {@code docs/quick-starts}: the files that a reader copies from it. */
final class QuickStartPage {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(\\w+)\\n(.*?)^\\1```$");

    private final String markdown;

    QuickStartPage(String name) {
        try {
            markdown = Files.readString(Path.of("..", "..", "docs", "quick-starts", name + ".md"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Files in this language, in their order. */
    private Stream<String> blocks(String language) {
        return BLOCK.matcher(markdown)
                .results()
                .filter(block -> block.group(2).equals(language))
                .map(block -> block.group(3).stripTrailing().stripIndent());
    }

    List<Map<?, ?>> json() {
        return blocks("json").<Map<?, ?>>map(Yaml::parse).toList();
    }

    /** A file may hold several documents. */
    List<Map<?, ?>> yaml() {
        return blocks("yaml")
                .flatMap(file -> Stream.of(file.split("(?m)^---$")))
                .<Map<?, ?>>map(Yaml::parse)
                .toList();
    }
}
