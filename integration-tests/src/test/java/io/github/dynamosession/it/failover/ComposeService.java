package io.github.dynamosession.it.failover;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/** A service of the cluster: its container, whichever that is after it was made anew. */
final class ComposeService {

    private static final Duration START_WITHIN = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final DockerClient docker = DockerClientFactory.instance().client();
    private final ComposeCluster cluster;
    private final String name;

    ComposeService(ComposeCluster cluster, String name) {
        this.cluster = cluster;
        this.name = name;
    }

    void kill() {
        docker.killContainerCmd(id()).exec();
    }

    /** SIGTERM, and SIGKILL after {@link #GRACE}. */
    void stop() {
        docker.stopContainerCmd(id()).withTimeout((int) GRACE.toSeconds()).exec();
    }

    void start() {
        docker.startContainerCmd(id()).exec();
    }

    void signal(String signal) {
        docker.killContainerCmd(id()).withSignal(signal).exec();
    }

    void pause() {
        docker.pauseContainerCmd(id()).exec();
    }

    void resume() {
        docker.unpauseContainerCmd(id()).exec();
    }

    /** Makes the container anew by the cluster's present settings. */
    void update(Path... overrides) {
        cluster.update(name, List.of(overrides));
    }

    boolean isHealthy() {
        ContainerState state = state();
        return Boolean.TRUE.equals(state.getRunning())
                && state.getHealth() != null
                && "healthy".equals(state.getHealth().getStatus());
    }

    void awaitHealthy() {
        await().atMost(START_WITHIN).until(this::isHealthy);
    }

    NetworkTrouble network() {
        return new NetworkTrouble(state().getPidLong());
    }

    /** Where it listens, inside the cluster's network. */
    URI uri() {
        return URI.create("http://" + address() + ":8080");
    }

    /** Inside the cluster's network. */
    String address() {
        return inspect()
                .getNetworkSettings()
                .getNetworks()
                .values()
                .iterator()
                .next()
                .getIpAddress();
    }

    void saveLog(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(
                    directory.resolve(name + ".log"),
                    Command.of("docker", "logs", id()).run());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ContainerState state() {
        return inspect().getState();
    }

    private InspectContainerResponse inspect() {
        return docker.inspectContainerCmd(id()).exec();
    }

    private String id() {
        return docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(
                        Map.of("com.docker.compose.project", cluster.project(), "com.docker.compose.service", name))
                .exec()
                .get(0)
                .getId();
    }
}
