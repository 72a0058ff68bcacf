package io.github.dynamosession.store.dynamodb;

import java.util.Locale;

/** What a call to DynamoDB is for: it is counted under this, and named so when it fails. */
enum Operation {
    LOAD,
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

    /** Who is told of calls need not tell a lock that is renewed from one that is taken. */
    @Override
    public String toString() {
        return (this == RENEW ? LOCK : this).name().toLowerCase(Locale.ROOT);
    }
}
