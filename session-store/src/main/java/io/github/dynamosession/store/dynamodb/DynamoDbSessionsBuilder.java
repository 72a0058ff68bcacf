package io.github.dynamosession.store.dynamodb;

import io.github.dynamosession.store.MetricsSettings;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What a program says of its sessions: a method for each property of the reference, of its name. What it leaves out has its
 * default; the whole is checked when the web application starts.
 *
 * @param <B> the builder of a container, which can install the sessions
 */
public abstract class DynamoDbSessionsBuilder<B extends DynamoDbSessionsBuilder<B>> {

    private final Map<String, String> properties = new TreeMap<>();
    private @Nullable DynamoDbClient client;

    /**
     * Uses this client in place of one of our own, for tracing, say, or a role that is assumed. Its Region, endpoint,
     * credentials, timeouts and retries count, and not those of the properties. We never close it: the caller does, after
     * the web application has stopped.
     */
    public final B client(DynamoDbClient ofTheCaller) {
        client = ofTheCaller;
        return self();
    }

    /**
     * Sets properties that come as texts, from a file, say: name to text, as in the reference. An empty text means the
     * default, and a name that does not exist stops the start as a wrong text does.
     */
    public final B properties(Map<String, String> texts) {
        properties.putAll(texts);
        return self();
    }

    public final B tableName(String nameOrArn) {
        return set("tableName", nameOrArn);
    }

    public final B region(String region) {
        return set("region", region);
    }

    public final B endpoint(URI endpoint) {
        return set("endpoint", endpoint);
    }

    public final B createTable(boolean create) {
        return set("createTable", create);
    }

    public final B applicationName(String name) {
        return set("applicationName", name);
    }

    public final B consistency(SessionStoreConfig.Consistency consistency) {
        return set("consistency", consistency);
    }

    public final B touchInterval(Duration interval) {
        return set("touchInterval", interval);
    }

    public final B ignoredUris(String regex) {
        return set("ignoredUris", regex);
    }

    /** @param pathInApplication such as {@code /ready} */
    public final B readinessPath(String pathInApplication) {
        return set("readinessPath", pathInApplication);
    }

    public final B mutationDetection(SessionStoreConfig.MutationDetection detection) {
        return set("mutationDetection", detection);
    }

    public final B lockMode(SessionStoreConfig.LockMode mode) {
        return set("lockMode", mode);
    }

    public final B lockUris(String regex) {
        return set("lockUris", regex);
    }

    public final B lockTimeout(Duration timeout) {
        return set("lockTimeout", timeout);
    }

    public final B lockLease(Duration lease) {
        return set("lockLease", lease);
    }

    public final B expiryEvents(boolean tell) {
        return set("expiryEvents", tell);
    }

    public final B sweepInterval(Duration interval) {
        return set("sweepInterval", interval);
    }

    public final B userIndex(boolean index) {
        return set("userIndex", index);
    }

    /** @param reference to the key, {@code env:NAME} or {@code file:/path} */
    public final B userIndexKey(String reference) {
        return set("userIndexKey", reference);
    }

    public final B codec(SessionStoreConfig.Codec codec) {
        return set("codec", codec);
    }

    /** @param patterns as in {@code com.example.Cart}, {@code com.example.*} and {@code com.example.**} */
    public final B allowedClasses(String... patterns) {
        return set("allowedClasses", String.join(",", patterns));
    }

    public final B unreadableAttribute(SessionStoreConfig.UnreadableAttribute reading) {
        return set("unreadableAttribute", reading);
    }

    public final B unstorableAttribute(SessionStoreConfig.UnstorableAttribute storing) {
        return set("unstorableAttribute", storing);
    }

    public final B inlineBudget(int bytes) {
        return set("inlineBudget", bytes);
    }

    public final B maxSessionSize(int bytes) {
        return set("maxSessionSize", bytes);
    }

    public final B compression(SessionStoreConfig.Compression compression) {
        return set("compression", compression);
    }

    /** @param reference to the key set, such as {@code file:/path} */
    public final B encryptionKeys(String reference) {
        return set("encryptionKeys", reference);
    }

    public final B encryption(SessionStoreConfig.Encryption encryption) {
        return set("encryption", encryption);
    }

    public final B callTimeout(Duration timeout) {
        return set("callTimeout", timeout);
    }

    public final B attemptTimeout(Duration timeout) {
        return set("attemptTimeout", timeout);
    }

    public final B maxAttempts(int attempts) {
        return set("maxAttempts", attempts);
    }

    /** The jar of the metrics has to be there: docs/metrics.md. */
    public final B metrics(MetricsSettings.Export... ways) {
        return set(
                "metrics",
                Arrays.stream(ways)
                        .map(Enum::name)
                        .collect(Collectors.joining(","))
                        .toLowerCase(Locale.ROOT));
    }

    /** @param nameOrIp of this machine */
    public final B metricsAddress(String nameOrIp) {
        return set("metricsAddress", nameOrIp);
    }

    public final B metricsPort(int port) {
        return set("metricsPort", port);
    }

    public final B metricsInterval(Duration interval) {
        return set("metricsInterval", interval);
    }

    public final B metricsFile(Path file) {
        return set("metricsFile", file);
    }

    /** This builder, for chains of calls. */
    protected abstract B self();

    /** What was set so far, as users of the container would type it. */
    protected final Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    /** What the container opens the store with, at each start. */
    protected final Function<SessionStoreConfig, SessionStore> opener() {
        DynamoDbClient ofTheCaller = client;
        return ofTheCaller == null
                ? DynamoDbSessionStore::open
                : config -> DynamoDbSessionStore.open(config, ofTheCaller);
    }

    private B set(String name, Object value) {
        String text = String.valueOf(value);
        properties.put(name, value instanceof Enum<?> ? text.toLowerCase(Locale.ROOT) : text);
        return self();
    }
}
