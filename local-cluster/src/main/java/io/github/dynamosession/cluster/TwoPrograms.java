package io.github.dynamosession.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Two nodes of one program, and a DynamoDB of their own, which they find as the AWS SDK does. */
public final class TwoPrograms implements AutoCloseable {

    private final DynamoDbLocal dynamoDb = DynamoDbLocal.start();
    private final ProgramNode left;
    private final ProgramNode right;

    private TwoPrograms(Path jar, UnaryOperator<ProgramNodeBuilder> description) {
        left = describe("left", jar, description).build();
        right = describe("right", jar, description).build();
    }

    /** Lays out the nodes; they do not run yet. */
    public static TwoPrograms of(Path jar, UnaryOperator<ProgramNodeBuilder> description) {
        return new TwoPrograms(jar, description);
    }

    private ProgramNodeBuilder describe(String name, Path jar, UnaryOperator<ProgramNodeBuilder> description) {
        return description.apply(ProgramNode.builder(jar)
                .name(name)
                .environment("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.endpoint().toString()));
    }

    /** Starts what does not run, and returns when both answer. */
    public void run() {
        List<ProgramNode> nodes = List.of(left, right);
        nodes.stream().filter(node -> !node.isAlive()).forEach(ProgramNode::start);
        nodes.forEach(ProgramNode::awaitReady);
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
