package io.github.dynamosession.testapp.attribute;

/** An enum of release 2; release 1 has no gold. */
enum Level {
    SILVER,
    GOLD
}
