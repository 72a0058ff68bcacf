package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.Shared;
import io.github.dynamosession.store.Shared.Lease;
import io.github.dynamosession.store.StoreException;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What one application has of a client, and of the look at its table, which it shares with all others of the JVM that are
 * configured alike. The last one closes them.
 */
final class SharedTable implements AutoCloseable {

    private static final Shared<ClientSettings, OwnedClient> CLIENTS = new Shared<>(OwnedClient::close);
    private static final Shared<Look, TableGate> GATES = new Shared<>(TableGate::close);

    /** All that decides what a look at a table finds. */
    private record Look(ClientSettings client, String tableName, boolean createTable, boolean userIndex) {

        static Look of(SessionStoreConfig config) {
            return new Look(ClientSettings.of(config), config.tableName(), config.createTable(), config.userIndex());
        }
    }

    private final String application;
    private final Lease<OwnedClient> client;
    private final Lease<TableGate> gate;

    private SharedTable(String application, Lease<OwnedClient> client, Lease<TableGate> gate) {
        this.application = application;
        this.client = client;
        this.gate = gate;
    }

    /**
     * Makes the client and looks at the table, unless another application has done so. A look that failed is no one's but its
     * own.
     *
     * @throws io.github.dynamosession.store.InvalidConfigurationException as {@link TableGate#of} does
     * @throws StoreException likewise
     */
    static SharedTable open(SessionStoreConfig config) {
        Lease<OwnedClient> client = CLIENTS.take(ClientSettings.of(config), () -> OwnedClient.connect(config));
        try {
            return new SharedTable(config.applicationName(), client, admitted(config, client.value()));
        } catch (Throwable e) {
            client.close();
            throw e;
        }
    }

    private static Lease<TableGate> admitted(SessionStoreConfig config, OwnedClient client) {
        Lease<TableGate> gate = GATES.take(
                Look.of(config),
                () -> TableGate.of(
                        config, client.client().serviceClientConfiguration().region(), () -> prepare(client, config)));
        try {
            gate.value().admit(config.applicationName());
            return gate;
        } catch (Throwable e) {
            gate.close();
            throw e;
        }
    }

    private static void prepare(OwnedClient client, SessionStoreConfig config) {
        Rehearsal.begin(config);
        client.patiently(patient -> new TableAdmin(patient, config).prepare());
        new TableAdmin(client.client(), config).warmUp();
    }

    DynamoDbClient client() {
        return client.value().client();
    }

    /** The turns of the client's connections: all applications that share it wait in one line. */
    Turns turns() {
        return client.value().turns();
    }

    /** See {@link TableGate#refusal}. */
    Optional<StoreException> refusal() {
        return gate.value().refusal();
    }

    @Override
    public void close() {
        gate.value().dismiss(application);
        gate.close();
        client.close();
    }
}
