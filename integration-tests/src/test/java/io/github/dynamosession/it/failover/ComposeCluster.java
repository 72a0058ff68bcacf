package io.github.dynamosession.it.failover;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports.Binding;
import io.github.dynamosession.it.Table;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The cluster that {@code docker compose up} starts from {@code conf-samples/compose}, on ports of its own. */
final class ComposeCluster implements AutoCloseable {

    private static final Path DIRECTORY =
            Path.of("..", "conf-samples", "compose").toAbsolutePath().normalize();

    private static final Path FILE = DIRECTORY.resolve("compose.yaml");
    private static final Path MONITORING = DIRECTORY.resolve("monitoring.yaml");
    private static final Path LOGS = Path.of("target", "failover");
    private static final int BALANCER_PORT = 8080;
    private static final int ADMIN_PORT = 9999;
    private static final int PROMETHEUS_PORT = 9090;
    private static final int DYNAMODB_PORT = 8000;
    private static final String TABLE = "http-sessions";
    private static final Map<String, String> ANY_FREE_PORTS =
            Map.of("PORT", "0", "ADMIN_PORT", "0", "PROMETHEUS_PORT", "0");
    private static final String LINES_OF_LOG = "30";
    private static final Duration START_WITHIN = Duration.ofMinutes(4);

    private final Map<String, String> settings = new HashMap<>(ANY_FREE_PORTS);
    private final ComposeContainer compose;
    private final String project;
    private final Balancer balancer;
    private final List<ComposeNode> nodes;

    private ComposeCluster(ComposeContainer compose) {
        this.compose = compose;
        InspectContainerResponse container =
                compose.getContainerByServiceName("balancer").orElseThrow().getContainerInfo();
        this.project = container.getConfig().getLabels().get("com.docker.compose.project");
        this.balancer = new Balancer(published(container, BALANCER_PORT), published(container, ADMIN_PORT));
        this.nodes = Stream.of("tomcat-a", "tomcat-b", "jetty-c", "jetty-d")
                .map(name -> new ComposeNode(name, new ComposeService(this, name), balancer))
                .toList();
    }

    /** Returns when every node is healthy and the balancer has them all. */
    static ComposeCluster start() {
        ComposeContainer compose = new ComposeContainer("failover", FILE.toFile())
                .withEnv(ANY_FREE_PORTS)
                .withStartupTimeout(START_WITHIN);
        try {
            compose.start();
            ComposeCluster cluster = new ComposeCluster(compose);
            cluster.awaitWhole();
            return cluster;
        } catch (RuntimeException e) {
            String words = lastWords();
            compose.stop();
            throw new IllegalStateException("the cluster of " + FILE + " did not start: " + e + "\n" + words, e);
        }
    }

    /** What became of the containers of this compose file, and the end of their logs. */
    private static String lastWords() {
        try {
            DockerClient docker = DockerClientFactory.instance().client();
            return docker
                    .listContainersCmd()
                    .withShowAll(true)
                    .withLabelFilter(Map.of("com.docker.compose.project.config_files", FILE.toString()))
                    .exec()
                    .stream()
                    .map(container -> String.join(",", container.getNames()) + ": " + container.getStatus() + "\n"
                            + Command.of("docker", "logs", "--tail", LINES_OF_LOG, container.getId())
                                    .run())
                    .collect(Collectors.joining("\n"));
        } catch (RuntimeException e) {
            return "Docker does not tell why: " + e;
        }
    }

    private static InetSocketAddress published(InspectContainerResponse container, int port) {
        Binding binding =
                container.getNetworkSettings().getPorts().getBindings().get(ExposedPort.tcp(port))[0];
        return new InetSocketAddress(binding.getHostIp(), Integer.parseInt(binding.getHostPortSpec()));
    }

    URI shop() {
        return balancer.shop();
    }

    ComposeNode node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<ComposeNode> nodes() {
        return nodes;
    }

    ComposeService dynamoDb() {
        return new ComposeService(this, "dynamodb");
    }

    /** Starts it beside the cluster. */
    Prometheus startPrometheus() {
        update("prometheus", List.of(MONITORING));
        return new Prometheus(
                URI.create("http://" + new ComposeService(this, "prometheus").address() + ":" + PROMETHEUS_PORT));
    }

    /** As anyone with too many rights does. */
    void deleteTable() {
        URI endpoint = URI.create("http://" + dynamoDb().address() + ":" + DYNAMODB_PORT);
        try (DynamoDbClient client = Table.connect(endpoint)) {
            client.deleteTable(delete -> delete.tableName(TABLE));
        }
    }

    String project() {
        return project;
    }

    void awaitWhole() {
        nodes.forEach(ComposeNode::awaitServing);
    }

    /** From now on the compose file is read with this setting. */
    void set(String variable, String value) {
        settings.put(variable, value);
    }

    /** {@code docker compose up} for one service: makes it anew if its settings have changed. */
    void update(String service, List<Path> overrides) {
        List<String> words = new ArrayList<>(List.of("docker", "compose", "--project-name", project));
        Stream.concat(Stream.of(FILE), overrides.stream())
                .forEach(file -> words.addAll(List.of("--file", file.toString())));
        words.addAll(List.of("up", "--detach", "--no-deps", "--wait", service));
        new Command(words, settings, DIRECTORY).run();
    }

    /** Keeps the logs in {@code target/failover}. */
    @Override
    public void close() {
        nodes.forEach(node -> node.container().saveLog(LOGS));
        compose.stop();
    }
}
