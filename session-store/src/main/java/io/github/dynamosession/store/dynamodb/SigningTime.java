package io.github.dynamosession.store.dynamodb;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * A second as signatures have it.
 *
 * @param day its first part
 */
record SigningTime(long epochSecond, String text, String day) {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final int DAY = "uuuuMMdd".length();

    private static volatile @Nullable SigningTime last;

    static SigningTime of(Instant instant) {
        SigningTime time = last; // many calls are signed within a second
        if (time == null || time.epochSecond != instant.getEpochSecond()) {
            String text = FORMAT.format(instant);
            time = new SigningTime(instant.getEpochSecond(), text, text.substring(0, DAY));
            last = time;
        }
        return time;
    }
}
