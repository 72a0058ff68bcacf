package io.github.dynamosession.simulation.table;

import io.github.dynamosession.simulation.network.Attempts;
import io.github.dynamosession.simulation.network.Mutation;
import io.github.dynamosession.simulation.network.SimulatedClient;
import io.github.dynamosession.simulation.network.Wire;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionStoreLargeValueContractTest;
import io.github.dynamosession.store.dynamodb.SimulatedStores;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** What every store promises, kept by the real one on the table in memory, as on DynamoDB Local. */
class MemoryTableContractTest extends SessionStoreLargeValueContractTest {

    private static final SessionStoreConfig CONFIG = SessionStoreConfig.of(Map.of("applicationName", "shop"));

    private static final Wire DIRECT = new Wire() {
        @Override
        public <T> T call(DynamoDbRequest request, Supplier<T> atTable) {
            try {
                return atTable.get();
            } catch (SdkException e) {
                throw Attempts.numbered(e, 1);
            }
        }
    };

    private final MemoryTable table = new MemoryTable(CONFIG.tableName(), Runnable::run);

    @Override
    protected SessionStore open(Clock clock) {
        return SimulatedStores.open(CONFIG, new SimulatedClient(table, Mutation.NONE, DIRECT, () -> false), clock);
    }
}
