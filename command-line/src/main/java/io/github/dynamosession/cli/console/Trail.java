package io.github.dynamosession.cli.console;

import io.github.dynamosession.store.Printable;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Who looked at what, and who ended what: one line each. */
record Trail(PrintWriter out, Clock clock) {

    synchronized void add(String operator, String what) {
        out.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + Printable.of(operator) + ": "
                + Printable.of(what));
        out.flush();
    }
}
