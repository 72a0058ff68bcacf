package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.dynamodb.DynamoDbSessionsBuilder;
import org.apache.catalina.Context;

/**
 * For programs with a Tomcat inside: keeps the sessions of a web application in DynamoDB.
 *
 * <pre>{@code
 * DynamoDbSessions.configure().tableName("http-sessions").callTimeout(Duration.ofSeconds(2)).install(context);
 * }</pre>
 */
public final class DynamoDbSessions extends DynamoDbSessionsBuilder<DynamoDbSessions> {

    private DynamoDbSessions() {}

    /** With every property at its default. */
    public static DynamoDbSessions configure() {
        return new DynamoDbSessions();
    }

    /** Gives the web application a manager with what was set so far; before the web application starts. */
    public void install(Context context) {
        DynamoDbManager manager = new DynamoDbManager(opener());
        properties().forEach(manager::setProperty);
        context.setManager(manager);
    }

    @Override
    protected DynamoDbSessions self() {
        return this;
    }
}
