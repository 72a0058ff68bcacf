package io.github.dynamosession.cli;

import io.github.dynamosession.audit.EventBus;
import io.github.dynamosession.audit.EventSink;
import io.github.dynamosession.audit.JsonLines;
import io.github.dynamosession.audit.StreamFollower;
import io.github.dynamosession.audit.UndeliveredException;
import io.github.dynamosession.store.InvalidConfigurationException;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.dynamodb.TableStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

@Command(
        name = "audit",
        description =
                "Follows the stream of the table, until it is stopped, and writes a line of JSON for each login, logout, "
                        + "revocation and other event of sessions. Values and ids of sessions are in none.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Callable<Integer> {

    /** DynamoDB reports a change within a second, mostly. */
    private static final Duration POLL = Duration.ofSeconds(1);

    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private StoreOptions options = new StoreOptions();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            required = true,
            description = "How far the stream is read; without the file it is read from its beginning.")
    private Path checkpoint = Path.of("");

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Where the lines are appended; by default they are printed.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--event-bus", paramLabel = "NAME", description = "An event bus of EventBridge, instead of lines.")
    private Optional<String> eventBus = Optional.empty();

    @Option(
            names = "--grown-bytes",
            paramLabel = "BYTES",
            description = "How large a session may become without an event; by default 102400.")
    private Optional<Long> grownBytes = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException, UndeliveredException {
        if (output.isPresent() && eventBus.isPresent()) {
            throw new ParameterException(spec.commandLine(), "name --output or --event-bus, not both");
        }
        SessionStoreConfig config = options.config(spec, Map.of("applicationName", "of no application"));
        try (TableStream stream = TableStream.of(config);
                EventSink sink = sink(config)) {
            String arn = stream.arn()
                    .orElseThrow(() -> new InvalidConfigurationException(List.of("table " + config.tableName()
                            + " has no stream; run " + CommandLineTool.NAME + " table create --stream")));
            StreamFollower follower =
                    StreamFollower.of(stream.records(), arn, config.tableName(), grownBytes, sink, checkpoint);
            while (true) {
                Thread.sleep(pauseAfter(follower).toMillis());
            }
        }
    }

    private Duration pauseAfter(StreamFollower follower) throws IOException {
        try {
            return follower.round() == 0 ? POLL : Duration.ZERO;
        } catch (UndeliveredException | SdkException e) {
            CommandLineTool.tell(spec.commandLine(), e.getMessage() + "; trying again");
            return AFTER_A_FAILURE;
        }
    }

    private EventSink sink(SessionStoreConfig config) throws IOException {
        if (eventBus.isPresent()) {
            return new EventBus(
                    EventBridgeClient.builder()
                            .applyMutation(
                                    builder -> config.region().map(Region::of).ifPresent(builder::region))
                            .httpClientBuilder(Apache5HttpClient.builder())
                            .build(),
                    eventBus.get());
        }
        return output.isPresent() ? JsonLines.to(output.get()) : JsonLines.to(System.out);
    }
}
