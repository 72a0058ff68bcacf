package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreLargeValueContractTest;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class DynamoDbSessionStoreTest extends SessionStoreLargeValueContractTest {

    private static LocalTable table;

    @BeforeAll
    static void createTable() {
        table = LocalTable.create();
    }

    @AfterAll
    static void deleteTable() {
        table.close();
    }

    @Override
    protected SessionStore open(Clock clock) {
        return table.open(clock);
    }
}
