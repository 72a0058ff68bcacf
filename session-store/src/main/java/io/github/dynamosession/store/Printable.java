package io.github.dynamosession.store;

import java.util.regex.Pattern;

/**
 * Text for terminals and logs. Names of attributes and users come from applications and their clients and may hold
 * anything: a line break would forge a line of a log, an escape or a change of the reading direction what is seen of it.
 * Not for users.
 */
public final class Printable {

    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    /** Controls, also those of Unicode's second page, formats, separators of lines, halves of characters. */
    private static final Pattern NOT_SHOWN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private Printable() {}

    /** The text in one line: a space for each line break, a question mark for whatever else shows nothing of itself. */
    public static String of(String text) {
        String line = LINE_BREAK.matcher(text).replaceAll(" ");
        return NOT_SHOWN.matcher(line).replaceAll("?");
    }
}
