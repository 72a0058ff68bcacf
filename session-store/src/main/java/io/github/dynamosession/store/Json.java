package io.github.dynamosession.store;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers for programs, as JSON in one line. Terminals may show it, too: whatever {@link Printable} does not show of a text
 * is escaped. Not for users.
 */
public final class Json {

    /** What JSON wants escaped, and what shows nothing of itself. */
    private static final Pattern ESCAPED = Pattern.compile("[\"\\\\<>&\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /**
     * Maps are objects, in their order; {@link Iterable}s are arrays; an empty {@link Optional} is null; times and whatever
     * else is no number and no boolean are their text.
     */
    public static String of(@Nullable Object value) {
        return new Json().write(value).text.toString();
    }

    private Json write(@Nullable Object value) {
        if (value instanceof Optional<?> optional) {
            return write(optional.orElse(null));
        }
        if (value instanceof Map<?, ?> map) {
            return writeAll(map.entrySet().iterator(), '{', '}');
        }
        if (value instanceof Map.Entry<?, ?> entry) {
            writeText(String.valueOf(entry.getKey()));
            text.append(':');
            return write(entry.getValue());
        }
        if (value instanceof Iterable<?> elements) {
            return writeAll(elements.iterator(), '[', ']');
        }
        if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
            return this;
        }
        return writeText(value.toString());
    }

    private Json writeAll(Iterator<?> elements, char begin, char end) {
        text.append(begin);
        while (elements.hasNext()) {
            write(elements.next());
            text.append(elements.hasNext() ? "," : "");
        }
        text.append(end);
        return this;
    }

    private Json writeText(String value) {
        text.append('"');
        text.append(ESCAPED.matcher(value).replaceAll(Json::escape));
        text.append('"');
        return this;
    }

    /** One that Unicode has beyond its first 65,536 characters is two. */
    private static String escape(MatchResult found) {
        StringBuilder escaped = new StringBuilder();
        found.group().chars().forEach(unit -> escaped.append("\\\\u%04x".formatted(unit)));
        return escaped.toString();
    }
}
