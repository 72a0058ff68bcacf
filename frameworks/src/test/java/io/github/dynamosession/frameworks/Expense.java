package io.github.dynamosession.frameworks;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * What a click cost.
 *
 * @param requests to nodes: those of redirects are part of the click
 * @param saves changes of the session that were stored, its end included
 * @param readUnits as DynamoDB reported them
 * @param writeUnits as DynamoDB reported them
 */
record Expense(int requests, long saves, double readUnits, double writeUnits) {

    static final Expense NONE = new Expense(0, 0, 0, 0);

    Expense plus(Expense other) {
        return new Expense(
                requests + other.requests,
                saves + other.saves,
                readUnits + other.readUnits,
                writeUnits + other.writeUnits);
    }

    /** Of each figure the higher one. */
    Expense orMore(Expense other) {
        return new Expense(
                Math.max(requests, other.requests),
                Math.max(saves, other.saves),
                Math.max(readUnits, other.readUnits),
                Math.max(writeUnits, other.writeUnits));
    }

    /** As cells of a table. */
    String markdown() {
        return requests + " | " + saves + " | " + number(readUnits) + " R | " + number(writeUnits) + " W";
    }

    private static String number(double value) {
        return new DecimalFormat("0.#", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
