package io.github.dynamosession.cluster;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Two nodes of one program, and a DynamoDB of their own, which they find as the AWS SDK does. */
public final class TwoPrograms implements AutoCloseable {

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.start();
    private final ProgramNode left;
    private final ProgramNode right;

    private TwoPrograms(Path jar, UnaryOperator<ProgramNodeBuilder> description) {
        left = describe("left", jar, description).build().start();
        right = describe("right", jar, description).build().start();
    }

    /** Starts them and returns when both answer. */
    public static TwoPrograms start(Path jar, UnaryOperator<ProgramNodeBuilder> description) {
        TwoPrograms started = new TwoPrograms(jar, description);
        started.left.awaitReady();
        started.right.awaitReady();
        return started;
    }

    private ProgramNodeBuilder describe(String name, Path jar, UnaryOperator<ProgramNodeBuilder> description) {
        return description.apply(ProgramNode.builder(jar)
                .name(name)
                .environment("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString()));
    }

    public ProgramNode left() {
        return left;
    }

    public ProgramNode right() {
        return right;
    }

    public DynamoDbLocal dynamoDb() {
        return dynamoDb;
    }

    @Override
    public void close() {
        left.close();
        right.close();
        dynamoDb.close();
    }
}
