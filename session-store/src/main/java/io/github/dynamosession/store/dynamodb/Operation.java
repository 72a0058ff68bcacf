package io.github.dynamosession.store.dynamodb;

import java.util.Locale;

/** What a call to DynamoDB is for: it is counted under this, and named so when it fails. */
enum Operation {
    LOAD,
    RELOAD,
    CREATE,
    SAVE,
    TOUCH,
    RENAME,
    LOCK,
    RENEW,
    DELETE,
    SEARCH,
    CLAIM,
    EXPIRE,
    FIND,
    REVOKE;

    /** True for a call with which the work of a request begins: nothing is lost yet if it is refused. */
    boolean beginsWork() {
        return this == LOAD || this == CREATE || this == LOCK || this == FIND;
    }

    /** Who is told of calls need not tell the first of a request from what it does again later. */
    @Override
    public String toString() {
        Operation told =
                switch (this) {
                    case RELOAD -> LOAD;
                    case RENEW -> LOCK;
                    default -> this;
                };
        return told.name().toLowerCase(Locale.ROOT);
    }
}
