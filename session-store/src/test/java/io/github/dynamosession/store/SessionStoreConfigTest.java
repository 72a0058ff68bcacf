package io.github.dynamosession.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.SessionStoreConfig.Codec;
import io.github.dynamosession.store.SessionStoreConfig.Compression;
import io.github.dynamosession.store.SessionStoreConfig.Consistency;
import io.github.dynamosession.store.SessionStoreConfig.Encryption;
import io.github.dynamosession.store.SessionStoreConfig.LockMode;
import io.github.dynamosession.store.SessionStoreConfig.MutationDetection;
import io.github.dynamosession.store.SessionStoreConfig.UnreadableAttribute;
import io.github.dynamosession.store.SessionStoreConfig.UnstorableAttribute;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionStoreConfigTest {

    private static final SessionTimes HALF_AN_HOUR = Sessions.NEW;

    private static SessionStoreConfig with(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("applicationName", "shop"));
        all.putAll(properties);
        return SessionStoreConfig.of(all);
    }

    @Test
    void defaultsAreThoseOfTheReference() {
        SessionStoreConfig config = with(Map.of());

        assertThat(config.tableName()).isEqualTo("http-sessions");
        assertThat(config.region()).isEmpty();
        assertThat(config.endpoint()).isEmpty();
        assertThat(config.createTable()).isFalse();
        assertThat(config.applicationName()).isEqualTo("shop");
        assertThat(config.consistency()).isEqualTo(Consistency.STRONG);
        assertThat(config.touchPolicy().interval(HALF_AN_HOUR)).isEqualTo(Duration.ofMinutes(3));
        assertThat(config.ignoredUris()).isEmpty();
        assertThat(config.readinessPath()).isEmpty();
        assertThat(config.mutationDetection()).isEqualTo(MutationDetection.READ);
        assertThat(config.lockMode()).isEqualTo(LockMode.NONE);
        assertThat(config.lockUris()).isEmpty();
        assertThat(config.lockTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.lockLease())
                .isEqualTo(Duration.ofSeconds(8))
                .as("else who waits while a node dies would give up before its lock ends")
                .isLessThan(config.lockTimeout());
        assertThat(config.expiryEvents()).isTrue();
        assertThat(config.sweepInterval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.userIndex()).isTrue();
        assertThat(config.userKeys().key("ann").indexValue()).isEqualTo("shop#ann");
        assertThat(config.codec()).isEqualTo(Codec.KRYO);
        assertThat(config.allowedClasses()).isEmpty();
        assertThat(config.unreadableAttribute()).isEqualTo(UnreadableAttribute.SKIP);
        assertThat(config.unstorableAttribute()).isEqualTo(UnstorableAttribute.FAIL);
        assertThat(config.inlineBudget()).isEqualTo(4096);
        assertThat(config.maxSessionSize()).isEqualTo(8_388_608);
        assertThat(config.compression()).isEqualTo(Compression.AUTO);
        assertThat(config.encryptionKeys()).isEmpty();
        assertThat(config.encryption()).isEqualTo(Encryption.OPTIONAL);
        assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.attemptTimeout()).isEqualTo(Duration.ofMillis(600));
        assertThat(config.maxAttempts()).isEqualTo(5);
        assertThat(config.metrics())
                .isEqualTo(
                        new MetricsSettings(Set.of(), Optional.empty(), 9404, Duration.ofMinutes(1), Optional.empty()));
    }

    @Test
    void everyPropertyIsRead(@TempDir Path directory) throws IOException {
        Path key = Files.writeString(directory.resolve("key"), "a key of 32 bytes, or even more\u00e4\n");
        SessionStoreConfig config = SessionStoreConfig.of(Map.ofEntries(
                Map.entry("tableName", "web"),
                Map.entry("region", "eu-central-1"),
                Map.entry("endpoint", "http://localhost:8000"),
                Map.entry("createTable", "true"),
                Map.entry("applicationName", "shop"),
                Map.entry("consistency", "eventual"),
                Map.entry("touchInterval", "PT10S"),
                Map.entry("ignoredUris", ".*\\.css"),
                Map.entry("readinessPath", "/health/ready"),
                Map.entry("mutationDetection", "all"),
                Map.entry("expiryEvents", "false"),
                Map.entry("sweepInterval", "PT1S"),
                Map.entry("userIndex", "false"),
                Map.entry("userIndexKey", "file:" + key),
                Map.entry("codec", "java"),
                Map.entry("allowedClasses", "com.example.Cart, com.example.api.* org.example.**"),
                Map.entry("unreadableAttribute", "fail"),
                Map.entry("unstorableAttribute", "skip"),
                Map.entry("lockMode", "session"),
                Map.entry("lockUris", "/shop/.*"),
                Map.entry("lockTimeout", "PT5S"),
                Map.entry("lockLease", "PT20S"),
                Map.entry("inlineBudget", "10000"),
                Map.entry("maxSessionSize", "2000000"),
                Map.entry("compression", "none"),
                Map.entry("encryptionKeys", "aws-kms:file:" + key),
                Map.entry("encryption", "required"),
                Map.entry("callTimeout", "PT3S"),
                Map.entry("attemptTimeout", "PT1S"),
                Map.entry("maxAttempts", "4"),
                Map.entry("metrics", "prometheus, emf"),
                Map.entry("metricsAddress", "::1"),
                Map.entry("metricsPort", "9405"),
                Map.entry("metricsInterval", "10s"),
                Map.entry("metricsFile", "/var/log/metrics.json")));

        assertThat(config.tableName()).isEqualTo("web");
        assertThat(config.region()).contains("eu-central-1");
        assertThat(config.endpoint()).contains(URI.create("http://localhost:8000"));
        assertThat(config.createTable()).isTrue();
        assertThat(config.consistency()).isEqualTo(Consistency.EVENTUAL);
        assertThat(config.touchPolicy().interval(HALF_AN_HOUR)).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.ignoredUris().orElseThrow().pattern()).isEqualTo(".*\\.css");
        assertThat(config.readinessPath()).hasValue("/health/ready");
        assertThat(config.mutationDetection()).isEqualTo(MutationDetection.ALL);
        assertThat(config.lockMode()).isEqualTo(LockMode.SESSION);
        assertThat(config.lockUris().orElseThrow().pattern()).isEqualTo("/shop/.*");
        assertThat(config.lockTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.lockLease()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.expiryEvents()).isFalse();
        assertThat(config.sweepInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.userIndex()).isFalse();
        assertThat(config.userKeys().key("ann").indexValue())
                .startsWith("shop#hmac:")
                .doesNotContain("ann")
                .hasSize("shop#hmac:".length() + 43);
        assertThat(config.toString()).contains("userIndexKey=file:" + key).doesNotContain("a key of");
        assertThat(config.codec()).isEqualTo(Codec.JAVA);
        assertThat(config.allowedClasses()).containsExactly("com.example.Cart", "com.example.api.*", "org.example.**");
        assertThat(config.unreadableAttribute()).isEqualTo(UnreadableAttribute.FAIL);
        assertThat(config.unstorableAttribute()).isEqualTo(UnstorableAttribute.SKIP);
        assertThat(config.inlineBudget()).isEqualTo(10_000);
        assertThat(config.maxSessionSize()).isEqualTo(2_000_000);
        assertThat(config.compression()).isEqualTo(Compression.NONE);
        KeySetReference keys = config.encryptionKeys().orElseThrow();
        assertThat(keys.byKms()).isTrue();
        assertThat(config.encryption()).isEqualTo(Encryption.REQUIRED);
        assertThat(keys.content()).startsWith("a key of 32 bytes");
        assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.attemptTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.maxAttempts()).isEqualTo(4);
        assertThat(config.metrics())
                .isEqualTo(new MetricsSettings(
                        Set.of(MetricsSettings.Export.PROMETHEUS, MetricsSettings.Export.EMF),
                        Optional.of("::1"),
                        9405,
                        Duration.ofSeconds(10),
                        Optional.of(Path.of("/var/log/metrics.json"))));
    }

    @Test
    void encryptionIsNotRequiredWithoutKeys() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> with(Map.of("encryption", "required")))
                .withMessageContaining("encryption=required needs keys: set encryptionKeys");
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "2s, PT2S", "1m, PT1M", "PT3S, PT3S"})
    void aDurationMayBeANumberWithItsUnit(String typed, Duration meant) {
        assertThat(with(Map.of("callTimeout", typed, "attemptTimeout", "50ms")).callTimeout())
                .isEqualTo(meant);
    }

    @Test
    void soMayLongerOnesAndSizes() {
        SessionStoreConfig config = with(Map.of("lockLease", "1h", "inlineBudget", "64KB", "maxSessionSize", "2MB"));

        assertThat(config.lockLease()).isEqualTo(Duration.ofHours(1));
        assertThat(config.inlineBudget()).isEqualTo(64 * 1024);
        assertThat(config.maxSessionSize()).isEqualTo(2 * 1024 * 1024);
        assertThat(with(Map.of("maxSessionSize", "4096B")).maxSessionSize()).isEqualTo(4096);
        assertThat(with(Map.of("sweepInterval", "1m")).sweepInterval()).isEqualTo(Duration.ofMinutes(1));
    }

    /** Trap 21. */
    @Test
    void everyBadTextIsNamedInOneMessageWithItsRule() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("tableName", "no spaces please");
        bad.put("region", "Frankfurt");
        bad.put("endpoint", "localhost:8000");
        bad.put("createTable", "yes");
        bad.put("applicationName", "bell\u0007");
        bad.put("consistency", "sometimes");
        bad.put("touchInterval", "60");
        bad.put("ignoredUris", "(");
        bad.put("readinessPath", "ready");
        bad.put("mutationDetection", "maybe");
        bad.put("lockMode", "attribute");
        bad.put("lockUris", "[");
        bad.put("lockTimeout", "PT6M");
        bad.put("lockLease", "PT0.9S");
        bad.put("expiryEvents", "perhaps");
        bad.put("sweepInterval", "PT2H");
        bad.put("userIndex", "yes");
        bad.put("userIndexKey", "env:NOT_THERE");
        bad.put("codec", "xml");
        bad.put("allowedClasses", "com.*.Cart");
        bad.put("unreadableAttribute", "panic");
        bad.put("unstorableAttribute", "panic");
        bad.put("inlineBudget", "1023");
        bad.put("maxSessionSize", "65M");
        bad.put("compression", "zip");
        bad.put("encryptionKeys", "aws-kms:file:/not/there");
        bad.put("encryption", "yes");
        bad.put("callTimeout", "PT0S");
        bad.put("attemptTimeout", "two seconds");
        bad.put("maxAttempts", "0");
        bad.put("metrics", "prometeus");
        bad.put("metricsAddress", "http://127.0.0.1");
        bad.put("metricsPort", "0");
        bad.put("metricsInterval", "0s");
        bad.put("metricsFile", "a\u0007b");
        bad.put("tabelName", "web");

        assertThat(bad.keySet()).containsAll(SessionStoreConfig.propertyNames());
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> SessionStoreConfig.of(bad))
                .satisfies(e -> bad.forEach((name, text) -> assertThat(e)
                        .hasMessageContaining(
                                name.equals("tabelName")
                                        ? "tabelName is not a property; did you mean tableName?"
                                        : name + "=" + text + " must be")));
    }

    @ParameterizedTest
    @CsvSource({
        "tableName, ab",
        "tableName, arn:aws:dynamodb:eu-central-1:123:table/web",
        "endpoint, ftp://localhost",
        "endpoint, http:///no-host",
        "endpoint, http://[",
        "touchInterval, PT-1S",
        "touchInterval, P2D",
        "touchInterval, 2d",
        "touchInterval, 2w",
        "touchInterval, 2",
        "callTimeout, 2 s",
        "callTimeout, 2S",
        "callTimeout, -2s",
        "callTimeout, 9999999999s",
        "lockTimeout, PT-1S",
        "lockLease, PT2H",
        "lockMode, SESSION",
        "sweepInterval, PT0.999S",
        "sweepInterval, PT1H0.001S",
        "callTimeout, PT0.049S",
        "callTimeout, PT5M1S",
        "attemptTimeout, PT0.009S",
        "inlineBudget, 389121",
        "maxSessionSize, 67108865",
        "maxSessionSize, 65MB",
        "maxSessionSize, 4GB",
        "maxSessionSize, 999999999MB",
        "maxSessionSize, KB",
        "maxAttempts, 21",
        "maxAttempts, 3.5",
        "consistency, STRONG",
        "createTable, TRUE",
        "codec, kryo5",
        "allowedClasses, com.example.***",
        "allowedClasses, .Cart"
    })
    void badTextStopsTheStart(String name, String text) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> with(Map.of(name, text)))
                .withMessageStartingWith("invalid configuration: " + name + "=" + text + " must be");
    }

    @ParameterizedTest
    @CsvSource({
        "tableName, a.b-c_D9",
        "tableName, arn:aws:dynamodb:eu-central-1:123456789012:table/web",
        "region, us-gov-west-1",
        "region, ''",
        "endpoint, https://vpce-1.dynamodb.eu-central-1.vpce.amazonaws.com",
        "applicationName, localhost/shop##2",
        "touchInterval, PT0S",
        "touchInterval, P1D",
        "lockTimeout, PT0S",
        "lockTimeout, PT5M",
        "lockLease, PT1S",
        "lockLease, PT1H",
        "sweepInterval, PT1S",
        "sweepInterval, PT1H",
        "callTimeout, PT5M",
        "attemptTimeout, PT0.01S",
        "maxAttempts, 1",
        "maxAttempts, ' 20 '",
        "allowedClasses, Cart",
        "allowedClasses, com.example.Cart$Line"
    })
    void goodTextIsTaken(String name, String text) {
        assertThatCode(() -> with(Map.of(name, text))).doesNotThrowAnyException();
    }

    /** Someone has typed keys where their place belongs. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"primaryKeyId\":1,\"key\":[]}", "aws-kms:{\"primaryKeyId\":1}"})
    void violationShowsNoKeySet(String typed) {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> with(Map.of("encryptionKeys", typed)))
                .withMessageContaining("encryptionKeys=")
                .withMessageContaining("*** must be file:/path or env:NAME, with aws-kms: in front")
                .withMessageNotContaining("primaryKeyId");
    }

    @Test
    void applicationNameIsRequired() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> SessionStoreConfig.of(Map.of()))
                .withMessageContaining("applicationName= must be 1 to 255 characters");
    }

    @Test
    void attemptMayNotTakeLongerThanTheCall() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> with(Map.of("callTimeout", "PT1S", "attemptTimeout", "PT1.001S")))
                .withMessageContaining("attemptTimeout=PT1.001S must not exceed callTimeout=PT1S");
    }

    @Test
    void lockMustOutliveACall() {
        Map<String, String> tooShort = Map.of("callTimeout", "PT2S", "lockLease", "PT2S");

        assertThatCode(() -> with(tooShort)).doesNotThrowAnyException();
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> {
                    Map<String, String> locking = new HashMap<>(tooShort);
                    locking.put("lockMode", "session");
                    with(locking);
                })
                .withMessageContaining("lockLease=PT2S must exceed callTimeout=PT2S");
    }

    @Test
    void effectiveConfigurationIsOneLineWithDefaultsAndWithoutWhatIsNotSet() {
        assertThat(with(Map.of("tableName", "web")))
                .asString()
                .contains("tableName=web, createTable=false, applicationName=shop, consistency=strong")
                .doesNotContain("region")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource({"http://ann:secret@localhost:8000", "https://secret@localhost"})
    void userInfoOfUrisIsMasked(String endpoint) {
        assertThat(with(Map.of("endpoint", endpoint)))
                .asString()
                .contains("//***@localhost")
                .doesNotContain("secret");
    }
}
