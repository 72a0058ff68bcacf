package io.github.dynamosession.demo;

import io.github.dynamosession.cluster.DynamoDbLocal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** What several nodes can keep their sessions in. */
final class SharedStores implements AutoCloseable {

    /** As the documentation of Tomcat's DataSourceStore has it, with its default names. */
    private static final String TABLE = """
            create table tomcat$sessions (
              id varchar(100) not null primary key,
              valid char(1) not null,
              maxinactive int not null,
              lastaccess bigint not null,
              app varchar(255),
              data bytea)
            """;

    private final Path directory;
    private final DynamoDbLocal dynamoDb;
    private final EmbeddedPostgres postgres;

    private SharedStores(Path directory, DynamoDbLocal dynamoDb, EmbeddedPostgres postgres) {
        this.directory = directory;
        this.dynamoDb = dynamoDb;
        this.postgres = postgres;
    }

    /** @param directory empty, and no one else's */
    static SharedStores start(Path directory) throws IOException, SQLException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute(TABLE);
        }
        return new SharedStores(directory, DynamoDbLocal.start(), postgres);
    }

    Path directory() {
        return directory;
    }

    String jdbcUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    DynamoDbLocal dynamoDb() {
        return dynamoDb;
    }

    @Override
    public void close() throws IOException {
        dynamoDb.close();
        postgres.close();
    }
}
