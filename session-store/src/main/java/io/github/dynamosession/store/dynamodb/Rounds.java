package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.StoreException;

/** The bound on optimistic retries: each one means that another writer was faster, between two calls of ours. */
final class Rounds {

    static final int MAX = 10;

    private Rounds() {}

    static StoreException exhausted(Operation operation, String where) {
        return new StoreException(
                "cannot " + operation + " " + where + ": other writers changed it before each of " + MAX
                        + " attempts; try again",
                null);
    }
}
