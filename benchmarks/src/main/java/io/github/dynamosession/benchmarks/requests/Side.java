package io.github.dynamosession.benchmarks.requests;

/** What is compared. */
enum Side {
    FLOOR,
    PRODUCT
}
