package io.github.dynamosession.store;

import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.SessionStoreConfig.Compression;
import io.github.dynamosession.store.SessionStoreConfig.Consistency;
import io.github.dynamosession.store.SessionStoreConfig.Encryption;
import io.github.dynamosession.store.SessionStoreConfig.LockMode;
import io.github.dynamosession.store.SessionStoreConfig.MutationDetection;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.SessionStoreConfig.UnstorableAttribute;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one place where a property is declared. The tables of README and {@code docs/configuration.md}, the full samples and
 * the files of Jetty's module are written from here by a test.
 */
final class SessionStoreProperties {

    /** What an item may need besides the values that fill it. */
    private static final int ITEM_ROOM = 20 * 1024;

    private static final Duration ONE_DAY = Duration.ofDays(1);

    private static final List<ConfigProperty<?>> DECLARED = new ArrayList<>();

    static final ConfigProperty<String> TABLE_NAME = declared(ConfigProperty.text(
                    "tableName",
                    "http-sessions",
                    "must be a DynamoDB table name (3 to 255 of a-z, A-Z, 0-9, _ . -) or a table's ARN",
                    "[a-zA-Z0-9_.-]{3,255}|arn:[a-z-]+:dynamodb:[a-z0-9-]+:\\d{12}:table/[a-zA-Z0-9_.-]{3,255}")
            .means("the table, by name or ARN; applications may share one"));

    static final ConfigProperty<Optional<String>> REGION = declared(ConfigProperty.optionalText(
                    "region", "must be an AWS region such as eu-central-1", "[a-z]{2,}(-[a-z0-9]+)+")
            .means("AWS Region of the table")
            .whenUnset("the AWS SDK's chain", "eu-central-1"));

    static final ConfigProperty<Optional<URI>> ENDPOINT = declared(ConfigProperty.optionalUri("endpoint")
            .means("URI of DynamoDB Local or of a VPC endpoint")
            .whenUnset("the AWS SDK's chain", "http://localhost:8000"));

    static final ConfigProperty<Boolean> CREATE_TABLE = declared(ConfigProperty.flag("createTable", false)
            .means("create a missing table at start, with its indexes, TTL and on-demand billing"));

    static final ConfigProperty<String> APPLICATION_NAME = declared(ConfigProperty.text(
                    "applicationName",
                    "",
                    "must be 1 to 255 characters, none of them a control character",
                    "\\P{Cntrl}{1,255}")
            .means(
                    "scope of session ids in a table that applications share; set it for one web application, not for all")
            .whenUnset("the context's name", "/shop"));

    static final ConfigProperty<Consistency> CONSISTENCY =
            declared(ConfigProperty.choice("consistency", Consistency.STRONG)
                    .means("`strong`, or `eventual`: half the read cost, may show a session's past"));

    static final ConfigProperty<Optional<Duration>> TOUCH_INTERVAL = declared(ConfigProperty.duration(
                    "touchInterval", Duration.ZERO, Duration.ZERO, ONE_DAY)
            .optional()
            .means("how stale the stored access time may be before a request writes it")
            .whenUnset("a tenth of the idle time, at least `PT1M`, at most a quarter of the idle time", "PT3M"));

    static final ConfigProperty<Optional<Pattern>> IGNORED_URIS = declared(ConfigProperty.optionalPattern("ignoredUris")
            .means("regular expression of request URIs (decoded, with the context path) that never reach the store")
            .whenUnset("none", "/shop/static/.*"));

    static final ConfigProperty<Optional<String>> READINESS_PATH = declared(ConfigProperty.optionalText(
                    "readinessPath",
                    "must be a path in the web application, such as /ready, of letters, digits and - . _ ~ /",
                    "(/[a-zA-Z0-9._~-]+)+")
            .means(
                    "path in the web application where a load balancer is told whether this node can serve sessions: 200 or 503")
            .whenUnset("none", "/ready"));

    static final ConfigProperty<MutationDetection> MUTATION_DETECTION = declared(
            ConfigProperty.choice("mutationDetection", MutationDetection.READ)
                    .means(
                            "values that are compared before a save without `setAttribute`: `none`, `read` (those that were handed out), `all`"));

    static final ConfigProperty<LockMode> LOCK_MODE = declared(
            ConfigProperty.choice("lockMode", LockMode.NONE)
                    .means(
                            "requests that overlap in one session: `none` (they merge by attribute), `session` (one at a time, on all nodes)"));

    static final ConfigProperty<Optional<Pattern>> LOCK_URIS = declared(ConfigProperty.optionalPattern("lockUris")
            .means("with `lockMode=session`: regular expression of the request URIs that take the lock")
            .whenUnset("all", "/shop/checkout/.*"));

    static final ConfigProperty<Duration> LOCK_TIMEOUT = declared(
            ConfigProperty.duration("lockTimeout", Duration.ofSeconds(10), Duration.ZERO, Duration.ofMinutes(5))
                    .means("how long a request waits for the lock, before it is answered with 503"));

    /** Less than what a request waits: of requests that meet the lock of a node that has died, none is refused. */
    static final ConfigProperty<Duration> LOCK_LEASE = declared(
            ConfigProperty.duration("lockLease", Duration.ofSeconds(8), Duration.ofSeconds(1), Duration.ofHours(1))
                    .means("how long the lock of a node that died is kept; more than `callTimeout`"));

    static final ConfigProperty<Boolean> EXPIRY_EVENTS =
            declared(ConfigProperty.flag("expiryEvents", true).means("tell listeners of sessions that expire"));

    /** Longer than an hour is refused: an expired item stays a day, and that must be time enough for many sweeps. */
    static final ConfigProperty<Duration> SWEEP_INTERVAL = declared(ConfigProperty.duration(
                    "sweepInterval", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1))
            .means("how often a node looks for expired sessions, and how long after its expiry a session is due"));

    static final ConfigProperty<Boolean> USER_INDEX =
            declared(ConfigProperty.flag("userIndex", true).means("find and revoke sessions by their users"));

    static final ConfigProperty<Optional<byte[]>> USER_INDEX_KEY = declared(ConfigProperty.optionalKey("userIndexKey")
            .means("where the key is that names of users are hashed with: `env:NAME` or `file:/path`")
            .whenUnset("none", "env:SESSION_USER_KEY"));

    static final ConfigProperty<Codec> CODEC = declared(ConfigProperty.choice("codec", Codec.KRYO)
            .means("how new values are encoded: `kryo`, `java`; both are read"));

    static final ConfigProperty<List<String>> ALLOWED_CLASSES = declared(ConfigProperty.list(
                    "allowedClasses",
                    "must be class names, or packages as in com.example.* (one package) and com.example.** (with those below)",
                    "[\\p{javaJavaIdentifierPart}]+(\\.[\\p{javaJavaIdentifierPart}]+)*(\\.\\*{1,2})?")
            .means(
                    "classes (`com.example.Cart`) and packages (`com.example.*`, `com.example.**`) that sessions may hold besides those allowed anyway")
            .whenUnset("none", "com.example.shared.*"));

    static final ConfigProperty<UnreadableAttribute> UNREADABLE_ATTRIBUTE = declared(ConfigProperty.choice(
                    "unreadableAttribute", UnreadableAttribute.SKIP)
            .means("an attribute that this node cannot decode: `skip` (null and one warning), `fail` (an exception)"));

    static final ConfigProperty<UnstorableAttribute> UNSTORABLE_ATTRIBUTE = declared(
            ConfigProperty.choice("unstorableAttribute", UnstorableAttribute.FAIL)
                    .means(
                            "an attribute that cannot be stored: `fail` (an error), `skip` (the rest is stored, with one warning)"));

    static final ConfigProperty<Integer> INLINE_BUDGET =
            declared(ConfigProperty.size("inlineBudget", 4096, 1024, SessionStoreConfig.MAX_ITEM_BYTES - ITEM_ROOM)
                    .means("bytes that a session's item may take before large values move to items of their own"));

    static final ConfigProperty<Integer> MAX_SESSION_SIZE =
            declared(ConfigProperty.size("maxSessionSize", 8 * 1024 * 1024, 1024, LargeValueReference.MOST_BYTES)
                    .means("the most bytes of all values of a session"));

    static final ConfigProperty<Compression> COMPRESSION =
            declared(ConfigProperty.choice("compression", Compression.AUTO)
                    .means("values that are compressed: `auto` (those that are billed less for it), `none`"));

    static final ConfigProperty<Optional<KeySetReference>> ENCRYPTION_KEYS =
            declared(ConfigProperty.optionalKeySet("encryptionKeys")
                    .means(
                            "where the key set is that encrypts values: `file:/path` or `env:NAME`, with `aws-kms:` in front if AWS KMS encrypts the key set; it needs the jar of `dynamosession-encryption`")
                    .whenUnset("none", "file:/etc/sessions/keys"));

    static final ConfigProperty<Encryption> ENCRYPTION = declared(
            ConfigProperty.choice("encryption", Encryption.OPTIONAL)
                    .means(
                            "stored values that are not encrypted, where there is a key set: `optional` (they are read), `required` (they are refused)"));

    static final ConfigProperty<Duration> CALL_TIMEOUT = declared(
            ConfigProperty.duration("callTimeout", Duration.ofSeconds(2), Duration.ofMillis(50), Duration.ofMinutes(5))
                    .means("how long one store call waits for DynamoDB, with all its attempts"));

    static final ConfigProperty<Duration> ATTEMPT_TIMEOUT = declared(ConfigProperty.duration(
                    "attemptTimeout", Duration.ofMillis(600), Duration.ofMillis(10), Duration.ofMinutes(5))
            .means("how long one attempt waits; at most `callTimeout`"));

    static final ConfigProperty<Integer> MAX_ATTEMPTS =
            declared(ConfigProperty.number("maxAttempts", 5, 1, 20).means("attempts of one call, the first included"));

    static final ConfigProperty<Set<MetricsSettings.Export>> METRICS =
            declared(ConfigProperty.choices("metrics", MetricsSettings.Export.class)
                    .means(
                            "where the figures of sessions go, besides JMX; needs the jar of the metrics: `prometheus`, `otlp`, `emf` (CloudWatch)")
                    .whenUnset("nowhere", "prometheus"));

    static final ConfigProperty<Optional<String>> METRICS_ADDRESS = declared(ConfigProperty.optionalText(
                    "metricsAddress", "must be a host name or an IP address of this machine", "[a-zA-Z0-9.:_-]+")
            .means("with `metrics=prometheus`: the address at which Prometheus can read them")
            .whenUnset("all of this machine", "127.0.0.1"));

    static final ConfigProperty<Integer> METRICS_PORT = declared(ConfigProperty.number("metricsPort", 9404, 1, 65_535)
            .means("with `metrics=prometheus`: the port for it; one for all web applications of a Tomcat or Jetty"));

    static final ConfigProperty<Duration> METRICS_INTERVAL = declared(ConfigProperty.duration(
                    "metricsInterval", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofHours(1))
            .means("with `metrics=otlp` or `emf`: how often they are sent or written"));

    static final ConfigProperty<Optional<String>> METRICS_FILE =
            declared(ConfigProperty.optionalText("metricsFile", "must be a path of this machine", "\\P{Cntrl}+")
                    .means("with `metrics=emf`: the file that they are appended to")
                    .whenUnset("standard output", "/var/log/sessions/metrics.json"));

    /** In the order of the reference. */
    static final List<ConfigProperty<?>> ALL = List.copyOf(DECLARED);

    private SessionStoreProperties() {}

    private static <T> ConfigProperty<T> declared(ConfigProperty<T> property) {
        DECLARED.add(property);
        return property;
    }
}
