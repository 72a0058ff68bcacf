package io.github.dynamosession.workload;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that must not happen, and has.
 *
 * @param proof where a wrong value comes from, who wrote and who saw what was expected instead, the exchange that shows the
 *     wrong one, and one that is right again: as far as there are such
 */
public record Anomaly(Kind kind, String what, List<Exchange> proof) {

    /** How a session manager can fail its users. */
    public enum Kind {
        /** A change that was acknowledged is not there, and stays away. */
        LOST_CHANGE("acknowledged changes lost"),
        /** An answer shows what was before a change, a later one is right again. */
        STALE_READ("stale reads"),
        /** A removed attribute or an ended session is back. */
        RESURRECTION("resurrections"),
        /** Something of another client's session. */
        FOREIGN_DATA("foreign data"),
        /** A user is not logged in any more, without having logged out. */
        UNEXPECTED_LOGOUT("unexpected logouts");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** A line for what, and one for each exchange. */
    @Override
    public String toString() {
        return Stream.concat(Stream.of(kind + ": " + what), proof.stream().map(exchange -> "    " + exchange))
                .collect(Collectors.joining(System.lineSeparator()));
    }
}
