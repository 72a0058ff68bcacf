package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The parts of {@code docs/cost.md} that tests make, each between its marks. {@code -Dcost.write} brings them up to date. */
final class CostDocument {

    private static final Path DOCUMENT = Path.of("..", "docs", "cost.md");
    private static final String END = "<!-- end of table -->\n";

    private CostDocument() {}

    /** Fails if the part that {@code test} makes is not this one. */
    static void requirePart(Class<?> test, String markdown) throws IOException {
        requirePart(test.getSimpleName(), markdown);
    }

    /** The same for one of several parts of a test. */
    static void requirePart(Class<?> test, String subject, String markdown) throws IOException {
        requirePart(test.getSimpleName() + ", " + subject, markdown);
    }

    private static void requirePart(String maker, String markdown) throws IOException {
        String document = Files.readString(DOCUMENT);
        String mark = "<!-- table: made by " + maker + " -->\n";
        int begin = document.indexOf(mark) + mark.length();
        int end = document.indexOf(END, begin);
        if (System.getProperty("cost.write") != null) {
            Files.writeString(DOCUMENT, document.substring(0, begin) + markdown + document.substring(end));
        } else {
            assertThat(document.substring(begin, end))
                    .as("the table in docs/cost.md; -Dcost.write replaces it")
                    .isEqualTo(markdown);
        }
    }
}
