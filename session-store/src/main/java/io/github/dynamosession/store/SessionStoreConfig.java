package io.github.dynamosession.store;

import java.net.URI;
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

    /** What an item may need besides the values that fill it. */
    private static final int ITEM_ROOM = 20 * 1024;

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

    private static final Duration ONE_DAY = Duration.ofDays(1);

    private static final ConfigProperty<String> TABLE_NAME = ConfigProperty.text(
            "tableName",
            "http-sessions",
            "must be a DynamoDB table name (3 to 255 of a-z, A-Z, 0-9, _ . -) or a table's ARN",
            "[a-zA-Z0-9_.-]{3,255}|arn:[a-z-]+:dynamodb:[a-z0-9-]+:\\d{12}:table/[a-zA-Z0-9_.-]{3,255}");
    private static final ConfigProperty<Optional<String>> REGION = ConfigProperty.optionalText(
            "region", "must be an AWS region such as eu-central-1", "[a-z]{2,}(-[a-z0-9]+)+");
    private static final ConfigProperty<Optional<URI>> ENDPOINT = ConfigProperty.optionalUri("endpoint");
    private static final ConfigProperty<Boolean> CREATE_TABLE = ConfigProperty.flag("createTable", false);
    private static final ConfigProperty<String> APPLICATION_NAME = ConfigProperty.text(
            "applicationName",
            "",
            "must be 1 to 255 characters, none of them a control character",
            "\\P{Cntrl}{1,255}");
    private static final ConfigProperty<Consistency> CONSISTENCY =
            ConfigProperty.choice("consistency", Consistency.STRONG);
    private static final ConfigProperty<Optional<Duration>> TOUCH_INTERVAL = ConfigProperty.duration(
                    "touchInterval", Duration.ZERO, Duration.ZERO, ONE_DAY)
            .optional();
    private static final ConfigProperty<Optional<Pattern>> IGNORED_URIS = ConfigProperty.optionalPattern("ignoredUris");
    private static final ConfigProperty<MutationDetection> MUTATION_DETECTION =
            ConfigProperty.choice("mutationDetection", MutationDetection.READ);
    private static final ConfigProperty<LockMode> LOCK_MODE = ConfigProperty.choice("lockMode", LockMode.NONE);
    private static final ConfigProperty<Optional<Pattern>> LOCK_URIS = ConfigProperty.optionalPattern("lockUris");
    private static final ConfigProperty<Duration> LOCK_TIMEOUT =
            ConfigProperty.duration("lockTimeout", Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(5));
    /** Less than what a request waits: of requests that meet the lock of a node that has died, none is refused. */
    private static final ConfigProperty<Duration> LOCK_LEASE =
            ConfigProperty.duration("lockLease", Duration.ofSeconds(8), Duration.ofSeconds(1), Duration.ofHours(1));

    private static final ConfigProperty<Boolean> EXPIRY_EVENTS = ConfigProperty.flag("expiryEvents", true);
    /** Longer than an hour is refused: an expired item stays a day, and that must be time enough for many sweeps. */
    private static final ConfigProperty<Duration> SWEEP_INTERVAL =
            ConfigProperty.duration("sweepInterval", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1));

    private static final ConfigProperty<Boolean> USER_INDEX = ConfigProperty.flag("userIndex", true);
    private static final ConfigProperty<Optional<byte[]>> USER_INDEX_KEY = ConfigProperty.optionalKey("userIndexKey");

    private static final ConfigProperty<Codec> CODEC = ConfigProperty.choice("codec", Codec.KRYO);
    private static final ConfigProperty<List<String>> ALLOWED_CLASSES = ConfigProperty.list(
            "allowedClasses",
            "must be class names, or packages as in com.example.* (one package) and com.example.** (with those below)",
            "[\\p{javaJavaIdentifierPart}]+(\\.[\\p{javaJavaIdentifierPart}]+)*(\\.\\*{1,2})?");
    private static final ConfigProperty<UnreadableAttribute> UNREADABLE_ATTRIBUTE =
            ConfigProperty.choice("unreadableAttribute", UnreadableAttribute.SKIP);
    private static final ConfigProperty<UnstorableAttribute> UNSTORABLE_ATTRIBUTE =
            ConfigProperty.choice("unstorableAttribute", UnstorableAttribute.FAIL);
    private static final ConfigProperty<Integer> INLINE_BUDGET =
            ConfigProperty.number("inlineBudget", 4096, 1024, MAX_ITEM_BYTES - ITEM_ROOM);
    private static final ConfigProperty<Integer> MAX_SESSION_SIZE =
            ConfigProperty.number("maxSessionSize", 8 * 1024 * 1024, 1024, OverflowReference.MOST_BYTES);
    private static final ConfigProperty<Compression> COMPRESSION =
            ConfigProperty.choice("compression", Compression.AUTO);
    private static final ConfigProperty<Optional<KeySetReference>> ENCRYPTION_KEYS =
            ConfigProperty.optionalKeySet("encryptionKeys");
    private static final ConfigProperty<Encryption> ENCRYPTION =
            ConfigProperty.choice("encryption", Encryption.OPTIONAL);
    private static final ConfigProperty<Duration> CALL_TIMEOUT =
            ConfigProperty.duration("callTimeout", Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofMinutes(5));
    private static final ConfigProperty<Duration> ATTEMPT_TIMEOUT = ConfigProperty.duration(
            "attemptTimeout", Duration.ofMillis(600), Duration.ofMillis(10), Duration.ofMinutes(5));
    private static final ConfigProperty<Integer> MAX_ATTEMPTS = ConfigProperty.number("maxAttempts", 5, 1, 20);

    private static final List<ConfigProperty<?>> PROPERTIES = List.of(
            TABLE_NAME,
            REGION,
            ENDPOINT,
            CREATE_TABLE,
            APPLICATION_NAME,
            CONSISTENCY,
            TOUCH_INTERVAL,
            IGNORED_URIS,
            MUTATION_DETECTION,
            LOCK_MODE,
            LOCK_URIS,
            LOCK_TIMEOUT,
            LOCK_LEASE,
            EXPIRY_EVENTS,
            SWEEP_INTERVAL,
            USER_INDEX,
            USER_INDEX_KEY,
            CODEC,
            ALLOWED_CLASSES,
            UNREADABLE_ATTRIBUTE,
            UNSTORABLE_ATTRIBUTE,
            INLINE_BUDGET,
            MAX_SESSION_SIZE,
            COMPRESSION,
            ENCRYPTION_KEYS,
            ENCRYPTION,
            CALL_TIMEOUT,
            ATTEMPT_TIMEOUT,
            MAX_ATTEMPTS);

    private final Map<ConfigProperty<?>, Object> values;
    private final Map<String, String> texts;

    private SessionStoreConfig(Map<ConfigProperty<?>, Object> values, Map<String, String> texts) {
        this.values = values;
        this.texts = texts;
    }

    /** The names of all properties, in the order of the reference. */
    public static List<String> propertyNames() {
        return PROPERTIES.stream().map(ConfigProperty::name).toList();
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
        for (ConfigProperty<?> property : PROPERTIES) {
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
            config.addContradictionsTo(violations);
        }
        if (!violations.isEmpty()) {
            throw new InvalidConfigurationException(violations);
        }
        return config;
    }

    private void addContradictionsTo(List<String> violations) {
        if (attemptTimeout().compareTo(callTimeout()) > 0) {
            violations.add("attemptTimeout=" + attemptTimeout() + " must not exceed callTimeout=" + callTimeout());
        }
        if (lockMode() == LockMode.SESSION && lockLease().compareTo(callTimeout()) <= 0) {
            violations.add("lockLease=" + lockLease() + " must exceed callTimeout=" + callTimeout()
                    + ", or a slow call could outlive its lock");
        }
        if (encryption() == Encryption.REQUIRED && encryptionKeys().isEmpty()) {
            violations.add("encryption=required needs keys: set encryptionKeys, or leave it optional");
        }
    }

    public String tableName() {
        return get(TABLE_NAME);
    }

    /** Empty: the AWS SDK's own chain decides. */
    public Optional<String> region() {
        return get(REGION);
    }

    /** Empty: the AWS SDK's own chain decides. */
    public Optional<URI> endpoint() {
        return get(ENDPOINT);
    }

    public boolean createTable() {
        return get(CREATE_TABLE);
    }

    public String applicationName() {
        return get(APPLICATION_NAME);
    }

    public Consistency consistency() {
        return get(CONSISTENCY);
    }

    public TouchPolicy touchPolicy() {
        return get(TOUCH_INTERVAL).map(TouchPolicy::every).orElseGet(TouchPolicy::adaptive);
    }

    public Optional<Pattern> ignoredUris() {
        return get(IGNORED_URIS);
    }

    public MutationDetection mutationDetection() {
        return get(MUTATION_DETECTION);
    }

    public LockMode lockMode() {
        return get(LOCK_MODE);
    }

    /** The requests that take the lock in lock mode {@code session}; empty: all. */
    public Optional<Pattern> lockUris() {
        return get(LOCK_URIS);
    }

    /** How long a request waits for the lock. */
    public Duration lockTimeout() {
        return get(LOCK_TIMEOUT);
    }

    /** How long a lock outlives a node that died with it. */
    public Duration lockLease() {
        return get(LOCK_LEASE);
    }

    /** Whether listeners are told of sessions that expire. */
    public boolean expiryEvents() {
        return get(EXPIRY_EVENTS);
    }

    /** How often a node looks for expired sessions, and how long after its expiry a session is due. */
    public Duration sweepInterval() {
        return get(SWEEP_INTERVAL);
    }

    /** Whether sessions are found by their users. */
    public boolean userIndex() {
        return get(USER_INDEX);
    }

    /** How names of users stand in the index. */
    public UserKeys userKeys() {
        return UserKeys.of(applicationName(), get(USER_INDEX_KEY));
    }

    public Codec codec() {
        return get(CODEC);
    }

    /** Patterns of classes that sessions may hold besides those allowed by default. */
    public List<String> allowedClasses() {
        return get(ALLOWED_CLASSES);
    }

    public UnreadableAttribute unreadableAttribute() {
        return get(UNREADABLE_ATTRIBUTE);
    }

    public UnstorableAttribute unstorableAttribute() {
        return get(UNSTORABLE_ATTRIBUTE);
    }

    /** How many bytes a session's item may take before large values move to items of their own. */
    public int inlineBudget() {
        return get(INLINE_BUDGET);
    }

    /** The most bytes that a session may take, with all its items. */
    public int maxSessionSize() {
        return get(MAX_SESSION_SIZE);
    }

    public Compression compression() {
        return get(COMPRESSION);
    }

    /** The key set that encrypts values; empty: they are not encrypted. */
    public Optional<KeySetReference> encryptionKeys() {
        return get(ENCRYPTION_KEYS);
    }

    public Encryption encryption() {
        return get(ENCRYPTION);
    }

    /** Bound on one store call with all its attempts. */
    public Duration callTimeout() {
        return get(CALL_TIMEOUT);
    }

    /** Bound on one attempt of a store call. */
    public Duration attemptTimeout() {
        return get(ATTEMPT_TIMEOUT);
    }

    public int maxAttempts() {
        return get(MAX_ATTEMPTS);
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
