package io.github.dynamosession.cluster.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of {@code docs} with parts that tests make, each between its marks. */
public enum Document {
    /** {@code -Dcost.write} brings it up to date. */
    COST("cost.md", "cost.write"),
    /** {@code -Dfailover.write} brings it up to date. */
    FAILOVER("failover.md", "failover.write"),
    /** {@code -Dframeworks.write} brings it up to date. */
    FRAMEWORKS("frameworks.md", "frameworks.write"),
    /** {@code -Dgameday.write} brings it up to date. */
    RUNBOOK("runbook.md", "gameday.write"),
    /** {@code -Dstores.write} brings it up to date. */
    TOMCAT_STORE("tomcat-store.md", "stores.write");

    private static final String END = "<!-- end of table -->\n";

    private final Path file;
    private final String property;

    Document(String name, String property) {
        this.file = Path.of("..", "docs", name);
        this.property = property;
    }

    /** Fails if the part that {@code test} makes is not this one. */
    public void requirePart(Class<?> test, String markdown) throws IOException {
        requirePart(test.getSimpleName(), markdown);
    }

    /** The same for one of several parts of a test. */
    public void requirePart(Class<?> test, String subject, String markdown) throws IOException {
        requirePart(test.getSimpleName() + ", " + subject, markdown);
    }

    private void requirePart(String maker, String markdown) throws IOException {
        if (isToBeWritten()) {
            replacePart(maker, markdown);
        } else {
            assertThat(part(maker))
                    .as("the table in " + file.normalize() + "; -D" + property + " replaces it")
                    .isEqualTo(markdown);
        }
    }

    /** Whether this run is to bring the page up to date. */
    public boolean isToBeWritten() {
        return System.getProperty(property) != null;
    }

    /** The part that {@code test} makes, as the page has it. */
    public String part(Class<?> test) throws IOException {
        return part(test.getSimpleName());
    }

    public void replacePart(Class<?> test, String markdown) throws IOException {
        replacePart(test.getSimpleName(), markdown);
    }

    private String part(String maker) throws IOException {
        String page = Files.readString(file);
        return page.substring(begin(page, maker), end(page, maker));
    }

    private void replacePart(String maker, String markdown) throws IOException {
        String page = Files.readString(file);
        Files.writeString(file, page.substring(0, begin(page, maker)) + markdown + page.substring(end(page, maker)));
    }

    private static int begin(String page, String maker) {
        String mark = "<!-- table: made by " + maker + " -->\n";
        assertThat(page).contains(mark);
        return page.indexOf(mark) + mark.length();
    }

    private static int end(String page, String maker) {
        return page.indexOf(END, begin(page, maker));
    }
}
