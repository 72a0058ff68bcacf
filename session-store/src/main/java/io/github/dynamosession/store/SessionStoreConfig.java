package io.github.dynamosession.store;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The configuration of a session store, checked whole when it is made and immutable from then on. Every container
 * hands it the texts that its users typed, under the same names.
 */
public final class SessionStoreConfig {

    /** DynamoDB's limit of an item. */
    public static final int MAX_ITEM_BYTES = 400 * 1024;

    /** How sessions are read. */
    public enum Consistency {
        /** Every load sees every earlier write. */
        STRONG,
        /** Half the read cost; a load may show a session's past. */
        EVENTUAL
    }

    /** Which attribute values are compared with their stored bytes before a save. */
    public enum MutationDetection {
        /** None: only {@code setAttribute} and {@code removeAttribute} count. */
        NONE,
        /** Those that were handed out or set, and whose class is not known to be immutable. */
        READ,
        /** Those that were handed out or set, whatever their class. */
        ALL
    }

    /** What a read of an attribute gives whose stored bytes this node cannot read. */
    public enum UnreadableAttribute {
        /** Null, and one warning in the log; the bytes stay in the store. */
        SKIP,
        /** An exception that says why. */
        FAIL
    }

    /** What becomes of an attribute that cannot be encoded. */
    public enum UnstorableAttribute {
        /** It is an error; everything else is stored. */
        FAIL,
        /** Everything else is stored, with one warning for each name; the value stays on the node, and not for long. */
        SKIP
    }

    /** How requests that overlap in one session get along. */
    public enum LockMode {
        /** They merge by attribute; of two that change one attribute, the later save wins. */
        NONE,
        /** One at a time, across all nodes. */
        SESSION
    }

    /** The codec that new values are written with; both are read always. */
    public enum Codec {
        KRYO,
        JAVA
    }

    /** Which values are compressed. */
    public enum Compression {
        /** Those that are billed less for it. */
        AUTO,
        NONE
    }

    /** What becomes of stored values that are not encrypted, if there are keys. */
    public enum Encryption {
        /** They are read: they may be older than the keys. */
        OPTIONAL,
        /** They are refused, and so is a session whose item does not say, encrypted, which one it is. */
        REQUIRED
    }

    private final Map<ConfigProperty<?>, Object> values;
    private final Map<String, String> texts;

    private SessionStoreConfig(Map<ConfigProperty<?>, Object> values, Map<String, String> texts) {
        this.values = values;
        this.texts = texts;
    }

    /** The names of all properties, in the order of the reference. */
    public static List<String> propertyNames() {
        return SessionStoreProperties.ALL.stream().map(ConfigProperty::name).toList();
    }

    /**
     * Reads a configuration.
     *
     * @param properties name to text; an absent name or an empty text means the default
     * @throws InvalidConfigurationException naming every unknown property and every text that breaks its rule
     */
    public static SessionStoreConfig of(Map<String, String> properties) {
        List<String> violations = new ArrayList<>();
        Set<String> unknown = new TreeSet<>(properties.keySet());
        propertyNames().forEach(unknown::remove);
        unknown.forEach(
                name -> violations.add(name + " is not a property; " + Misspelling.hint(name, propertyNames())));

        Map<ConfigProperty<?>, Object> values = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (ConfigProperty<?> property : SessionStoreProperties.ALL) {
            String typed = properties.getOrDefault(property.name(), "").strip();
            String text = typed.isEmpty() ? property.defaultText() : typed;
            texts.put(property.name(), text);
            try {
                values.put(property, property.parser().apply(text));
            } catch (IllegalArgumentException e) {
                violations.add(property.name() + "=" + property.shown().apply(text) + " " + property.rule());
            }
        }
        SessionStoreConfig config = new SessionStoreConfig(values, texts);
        if (violations.isEmpty()) {
            violations.addAll(Contradictions.in(config));
        }
        if (!violations.isEmpty()) {
            throw new InvalidConfigurationException(violations);
        }
        return config;
    }

    public String tableName() {
        return get(SessionStoreProperties.TABLE_NAME);
    }

    /** Empty: the AWS SDK's own chain decides. */
    public Optional<String> region() {
        return get(SessionStoreProperties.REGION);
    }

    /** Empty: the AWS SDK's own chain decides. */
    public Optional<URI> endpoint() {
        return get(SessionStoreProperties.ENDPOINT);
    }

    public boolean createTable() {
        return get(SessionStoreProperties.CREATE_TABLE);
    }

    public String applicationName() {
        return get(SessionStoreProperties.APPLICATION_NAME);
    }

    public Consistency consistency() {
        return get(SessionStoreProperties.CONSISTENCY);
    }

    public TouchPolicy touchPolicy() {
        return get(SessionStoreProperties.TOUCH_INTERVAL)
                .map(TouchPolicy::every)
                .orElseGet(TouchPolicy::adaptive);
    }

    public Optional<Pattern> ignoredUris() {
        return get(SessionStoreProperties.IGNORED_URIS);
    }

    /** Where in the web application load balancers ask; empty: nowhere. */
    public Optional<String> readinessPath() {
        return get(SessionStoreProperties.READINESS_PATH);
    }

    public MutationDetection mutationDetection() {
        return get(SessionStoreProperties.MUTATION_DETECTION);
    }

    public LockMode lockMode() {
        return get(SessionStoreProperties.LOCK_MODE);
    }

    /** The requests that take the lock in lock mode {@code session}; empty: all. */
    public Optional<Pattern> lockUris() {
        return get(SessionStoreProperties.LOCK_URIS);
    }

    /** How long a request waits for the lock. */
    public Duration lockTimeout() {
        return get(SessionStoreProperties.LOCK_TIMEOUT);
    }

    /** How long a lock outlives a node that died with it. */
    public Duration lockLease() {
        return get(SessionStoreProperties.LOCK_LEASE);
    }

    /** Whether listeners are told of sessions that expire. */
    public boolean expiryEvents() {
        return get(SessionStoreProperties.EXPIRY_EVENTS);
    }

    /** How often a node looks for expired sessions, and how long after its expiry a session is due. */
    public Duration sweepInterval() {
        return get(SessionStoreProperties.SWEEP_INTERVAL);
    }

    /** Whether sessions are found by their users. */
    public boolean userIndex() {
        return get(SessionStoreProperties.USER_INDEX);
    }

    /** How names of users stand in the index. */
    public UserKeys userKeys() {
        return UserKeys.of(applicationName(), get(SessionStoreProperties.USER_INDEX_KEY));
    }

    public Codec codec() {
        return get(SessionStoreProperties.CODEC);
    }

    /** Patterns of classes that sessions may hold besides those allowed by default. */
    public List<String> allowedClasses() {
        return get(SessionStoreProperties.ALLOWED_CLASSES);
    }

    public UnreadableAttribute unreadableAttribute() {
        return get(SessionStoreProperties.UNREADABLE_ATTRIBUTE);
    }

    public UnstorableAttribute unstorableAttribute() {
        return get(SessionStoreProperties.UNSTORABLE_ATTRIBUTE);
    }

    /** How many bytes a session's item may take before large values move to items of their own. */
    public int inlineBudget() {
        return get(SessionStoreProperties.INLINE_BUDGET);
    }

    /** The most bytes that a session may take, with all its items. */
    public int maxSessionSize() {
        return get(SessionStoreProperties.MAX_SESSION_SIZE);
    }

    public Compression compression() {
        return get(SessionStoreProperties.COMPRESSION);
    }

    /** The key set that encrypts values; empty: they are not encrypted. */
    public Optional<KeySetReference> encryptionKeys() {
        return get(SessionStoreProperties.ENCRYPTION_KEYS);
    }

    public Encryption encryption() {
        return get(SessionStoreProperties.ENCRYPTION);
    }

    /** Bound on one store call with all its attempts. */
    public Duration callTimeout() {
        return get(SessionStoreProperties.CALL_TIMEOUT);
    }

    /** Bound on one attempt of a store call. */
    public Duration attemptTimeout() {
        return get(SessionStoreProperties.ATTEMPT_TIMEOUT);
    }

    public int maxAttempts() {
        return get(SessionStoreProperties.MAX_ATTEMPTS);
    }

    /** Where the figures of the sessions go. */
    public MetricsSettings metrics() {
        return new MetricsSettings(
                get(SessionStoreProperties.METRICS),
                get(SessionStoreProperties.METRICS_ADDRESS),
                get(SessionStoreProperties.METRICS_PORT),
                get(SessionStoreProperties.METRICS_INTERVAL),
                get(SessionStoreProperties.METRICS_FILE).map(Path::of));
    }

    /** The effective configuration, for one line of the log. No property holds a secret; user info in URIs is masked. */
    @Override
    public String toString() {
        return texts.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + entry.getValue().replaceAll("//[^/@]*@", "//***@"))
                .collect(Collectors.joining(", "));
    }

    @SuppressWarnings("unchecked") // of() stores under each property what its parser made
    private <T> T get(ConfigProperty<T> property) {
        return (T) Objects.requireNonNull(values.get(property), property.name());
    }
}
