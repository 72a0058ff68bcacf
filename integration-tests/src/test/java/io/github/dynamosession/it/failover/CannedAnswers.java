package io.github.dynamosession.it.failover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A proxy between the nodes and DynamoDB Local that answers some calls itself, with an error of the real service which that
 * one does not know. Needs what {@link NetworkTrouble} does.
 */
final class CannedAnswers implements AutoCloseable {

    private static final String PROXY = """
            defaults
              mode http
              timeout connect 5s
              timeout client 1m
              timeout server 1m
            listen dynamodb
              bind :8000
              http-request return status 400 content-type application/x-amz-json-1.0 string '{"__type":"%s","message":"%s"}' if { %s }
              server real %s:8000
            """;

    private final String proxy;
    private final List<NetworkTrouble> nodes;

    private CannedAnswers(String proxy, List<NetworkTrouble> nodes) {
        this.proxy = proxy;
        this.nodes = nodes;
    }

    /** 30 % of all calls, as where a table takes no more. */
    static CannedAnswers throttling(ComposeCluster cluster) {
        return start(
                cluster,
                "com.amazonaws.dynamodb.v20120810#ThrottlingException",
                "Throughput exceeds the current capacity of your table or index.",
                "rand(100) lt 30");
    }

    /** All writes, as where a policy was changed. */
    static CannedAnswers denyingWrites(ComposeCluster cluster) {
        return start(
                cluster,
                "com.amazon.coral.service#AccessDeniedException",
                "User is not authorized to perform this action",
                "req.hdr(x-amz-target) -m reg \\.(Put|Update|Delete|TransactWrite)Items?$");
    }

    private static CannedAnswers start(ComposeCluster cluster, String type, String message, String condition) {
        String dynamoDb = cluster.dynamoDb().address();
        String output = Command.of(
                        "docker",
                        "run",
                        "--detach",
                        "--network",
                        cluster.project() + "_default",
                        "--volume",
                        file(PROXY.formatted(type, message, condition, dynamoDb))
                                + ":/usr/local/etc/haproxy/haproxy.cfg:ro",
                        "haproxy:lts")
                .run();
        String proxy = output.lines().reduce("", (before, line) -> line); // after warnings
        String address = Command.of(
                        "docker",
                        "inspect",
                        "--format",
                        "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}",
                        proxy)
                .run()
                .strip();
        List<NetworkTrouble> nodes =
                cluster.nodes().stream().map(node -> node.container().network()).toList();
        nodes.forEach(node -> node.lead(dynamoDb, 8000, address));
        return new CannedAnswers(proxy, nodes);
    }

    private static Path file(String text) {
        try {
            Path directory = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "proxy-")
                    .toAbsolutePath();
            return Files.writeString(directory.resolve("haproxy.cfg"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** New connections go to DynamoDB again; those to the proxy end with it. */
    @Override
    public void close() {
        nodes.forEach(NetworkTrouble::heal);
        Command.of("docker", "rm", "--force", "--volumes", proxy).run();
    }
}
