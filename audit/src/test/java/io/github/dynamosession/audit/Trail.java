package io.github.dynamosession.audit;

import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.Sessions;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import io.github.dynamosession.store.dynamodb.TableStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** A table of its own in DynamoDB Local with a stream, a store on it, and what the stream has told so far. */
final class Trail implements AutoCloseable {

    private final SessionStoreConfig config;
    private final TableStream stream;
    private final DynamoDbSessionStore store;

    Trail() {
        this(Map.of());
    }

    Trail(Map<String, String> more) {
        config = config("sessions-" + UUID.randomUUID(), more);
        DynamoDbSessionStore.prepareTable(config, "");
        stream = TableStream.of(config);
        stream.enable();
        store = DynamoDbSessionStore.connect(config);
    }

    private static SessionStoreConfig config(String tableName, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "applicationName", "/shop",
                "tableName", tableName,
                "createTable", "true",
                "region", "us-east-1",
                "endpoint", DynamoDbLocal.shared().endpoint().toString(),
                "callTimeout", "PT20S",
                "attemptTimeout", "PT10S"));
        properties.putAll(more);
        return SessionStoreConfig.of(properties);
    }

    SessionStore store() {
        return store;
    }

    /** On the same table, with other properties. */
    DynamoDbSessionStore otherStore(Map<String, String> more) {
        return DynamoDbSessionStore.connect(config(config.tableName(), more));
    }

    String tableName() {
        return config.tableName();
    }

    DynamoDbStreamsClient client() {
        return stream.records();
    }

    String arn() {
        return stream.arn().orElseThrow();
    }

    StreamFollower follower(EventSink sink, Path checkpoint) throws IOException, UndeliveredException {
        return StreamFollower.of(client(), arn(), tableName(), Optional.empty(), sink, checkpoint);
    }

    /** The events of all that was done until now: a last session, whose event is left out, tells the end of it. */
    List<SessionEvent> events() throws IOException, UndeliveredException {
        SessionKey last = Sessions.newKey();
        store.create(
                last,
                Sessions.session(Sessions.NEW, "last", "one"),
                UUID.randomUUID().toString());
        List<SessionEvent> events = new ArrayList<>();
        Path folder = Files.createTempDirectory("trail");
        StreamFollower follower = follower(collecting(events), folder.resolve("checkpoint"));
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            follower.round();
            return events.stream().anyMatch(event -> isOf(event, last));
        });
        return events.stream().filter(event -> !isOf(event, last)).toList();
    }

    private static boolean isOf(SessionEvent event, SessionKey key) {
        return event.session()
                .filter(session -> session.handle().equals(key.partitionKey()))
                .isPresent();
    }

    static EventSink collecting(List<SessionEvent> events) {
        return new EventSink() {
            @Override
            public void write(List<SessionEvent> more) {
                events.addAll(more);
            }

            @Override
            public void close() {}
        };
    }

    /** All that stands in the stream. */
    List<Record> records() {
        List<Record> all = new ArrayList<>();
        client().describeStream(request -> request.streamArn(arn()))
                .streamDescription()
                .shards()
                .forEach(shard -> {
                    String iterator = client().getShardIterator(request -> request.streamArn(arn())
                                    .shardId(shard.shardId())
                                    .shardIteratorType("TRIM_HORIZON"))
                            .shardIterator();
                    all.addAll(client().getRecords(request -> request.shardIterator(iterator))
                            .records());
                });
        return all;
    }

    @Override
    public void close() {
        store.close();
        stream.close();
    }
}
