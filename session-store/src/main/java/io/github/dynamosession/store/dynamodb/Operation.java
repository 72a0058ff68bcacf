package io.github.dynamosession.store.dynamodb;

import java.util.Locale;

/** What a call to DynamoDB is for: it is counted under this, and named so when it fails. */
enum Operation {
    LOAD,
    CREATE,
    SAVE,
    TOUCH,
    RENAME,
    DELETE,
    SEARCH,
    CLAIM,
    EXPIRE,
    FIND,
    REVOKE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
