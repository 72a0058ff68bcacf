package io.github.dynamosession.migrations;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.assertj.core.api.Assumptions;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** The servers that old systems keep sessions in; each is started when it is first asked for. */
final class OldStores implements Closeable {

    private final Deque<Closeable> running = new ArrayDeque<>();
    private final DynamoDbLocal dynamoDb;
    private @Nullable EmbeddedPostgres postgres;
    private @Nullable RedisServer redis;
    private @Nullable Memcached memcached;

    /** @param dynamoDb the one that new nodes use, too */
    OldStores(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    /** Where DynamoDB answers. */
    String dynamoDb() {
        return dynamoDb.endpoint().toString();
    }

    /** No registry has this jar: without {@code -Daws.session.manager=...} the test is skipped. */
    Path awsSessionManager() {
        String jar = System.getProperty("aws.session.manager");
        Assumptions.assumeThat(jar).as("the jar of AWS's session manager").isNotNull();
        return Path.of(jar);
    }

    /** A file that its nodes find beside it. */
    Path file(String name, String content) {
        try {
            return Files.writeString(directory().resolveSibling(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that all nodes of a system share. */
    Path directory() {
        try {
            return Files.createDirectories(Path.of("target", "old-sessions").toAbsolutePath());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a PostgreSQL answers, as a URL of JDBC; user and database are both {@code postgres}. */
    String postgres() {
        try {
            if (postgres == null) {
                postgres = EmbeddedPostgres.start();
                running.push(postgres);
            }
            return postgres.getJdbcUrl("postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes in that database what an old system finds there. */
    void inPostgres(String sql) {
        postgres();
        try (Connection connection =
                        Objects.requireNonNull(postgres).getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The port of a Redis. */
    int redis() {
        try {
            if (redis == null) {
                redis = new RedisServer(Ports.free());
                redis.start();
                running.push(redis::stop);
            }
            return redis.ports().get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of a memcached. */
    int memcached() {
        if (memcached == null) {
            memcached = Memcached.start();
            running.push(memcached);
        }
        return memcached.port();
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : running) {
            each.close();
        }
    }
}
