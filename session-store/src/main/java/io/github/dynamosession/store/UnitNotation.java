package io.github.dynamosession.store;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people type them: a number and its unit. A duration without a unit is none: of what would it be? */
final class UnitNotation {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(\\d{1,9})([a-zA-Z]*)");

    private static final Map<String, ChronoUnit> DURATIONS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private static final Map<String, Integer> SIZES = Map.of("", 1, "B", 1, "KB", 1024, "MB", 1024 * 1024);

    private UnitNotation() {}

    /**
     * {@code 2s} is {@code PT2S}.
     *
     * @throws IllegalArgumentException if it is neither of these notations
     */
    static Duration duration(String text) {
        Matcher typed = NUMBER_AND_UNIT.matcher(text);
        if (typed.matches() && DURATIONS.containsKey(typed.group(2))) {
            return Duration.of(Long.parseLong(typed.group(1)), DURATIONS.get(typed.group(2)));
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /**
     * {@code 4KB} is {@code 4096}.
     *
     * @throws IllegalArgumentException if it is neither of these notations
     */
    static int bytes(String text) {
        Matcher typed = NUMBER_AND_UNIT.matcher(text);
        if (!typed.matches() || !SIZES.containsKey(typed.group(2))) {
            throw new IllegalArgumentException(text);
        }
        try {
            return Math.multiplyExact(Integer.parseInt(typed.group(1)), SIZES.get(typed.group(2)));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
