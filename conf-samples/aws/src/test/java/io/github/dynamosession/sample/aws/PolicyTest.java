package io.github.dynamosession.sample.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.store.ClaimedSession;
import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoredSession;
import io.github.dynamosession.store.dynamodb.DynamoDbSessionStore;
import io.github.dynamosession.store.dynamodb.TableFacts;
import io.github.dynamosession.store.dynamodb.TableStream;
import io.github.dynamosession.store.dynamodb.TableSurvey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The grades of nodes allow what nodes call, action by action and resource by resource, and nothing else. */
final class PolicyTest {

    private static final URI DYNAMO_DB = DynamoDbLocal.shared().endpoint();
    private static final String TABLE = "sessions-" + UUID.randomUUID();
    /** What the SDK's client has besides the calls of DynamoDB. */
    private static final Set<String> NO_CALLS =
            Set.of("builder", "close", "serviceClientConfiguration", "serviceName", "waiter");

    private static final String AWS_SDK = DynamoDbClient.class.getPackageName();

    private static StoreCalls creating;
    private static StoreCalls running;
    private static StoreCalls supporting;
    private static StoreCalls looking;
    private static StoreCalls sampling;

    @BeforeAll
    static void record() {
        creating = new StoreCalls(DYNAMO_DB);
        Nodes.open(creating.endpoint(), TABLE, true).close();
        running = new StoreCalls(DYNAMO_DB);
        try (SessionStore store = Nodes.open(running.endpoint(), TABLE, false)) {
            liveASession(store);
            endAnExpiredSession(store);
            revokeASession(store);
            supporting = new StoreCalls(DYNAMO_DB);
            supportAUser(store);
            looking = new StoreCalls(DYNAMO_DB);
            look(store);
        }
        sampling = new StoreCalls(DYNAMO_DB);
        TableSurvey.sample(Nodes.config(sampling.endpoint(), TABLE, false), 1);
    }

    @AfterAll
    static void close() {
        creating.close();
        running.close();
        supporting.close();
        looking.close();
        sampling.close();
    }

    private static void liveASession(SessionStore store) {
        SessionKey key = Nodes.newKey();
        StoredSession created = Nodes.session(Instant.now());
        store.create(key, created, "token");
        StoredSession loaded = store.load(key).orElseThrow();
        SessionTimes later = loaded.times().accessedAt(Instant.now().plusSeconds(60));
        SessionChanges changes = new SessionChanges(
                new Delta(Map.of("user", new byte[] {2}), Set.of(), created.attributes()),
                Delta.NONE,
                later,
                loaded.times());
        SessionTimes saved = store.save(key, changes).orElseThrow();
        SessionTimes touched = store.touch(
                        key, saved.accessedAt(later.lastAccessedTime().plusSeconds(60)))
                .orElseThrow();
        SessionKey renamed = Nodes.newKey();
        store.rename(
                        key,
                        renamed,
                        store.load(key).orElseThrow(),
                        new SessionChanges(Delta.NONE, Delta.NONE, touched, touched))
                .orElseThrow();
        assertThat(store.delete(renamed, created.times().creationTime())).isTrue();
    }

    private static void endAnExpiredSession(SessionStore store) {
        SessionKey key = Nodes.createExpired(store);
        assertThat(Nodes.expired(store, key)).containsExactly(key);
        ClaimedSession claimed =
                store.claimExpired(key, Instant.now(), Duration.ofMinutes(1)).orElseThrow();
        assertThat(store.deleteClaimed(claimed)).isTrue();
    }

    private static SessionKey login(SessionStore store) {
        SessionKey key = Nodes.newKey();
        store.create(key, Nodes.session(Instant.now()), UUID.randomUUID().toString());
        return key;
    }

    private static void revokeASession(SessionStore store) {
        SessionKey key = login(store);
        assertThat(store.findByUser(Nodes.ANN)).containsKey(key);
        assertThat(store.revoke(key, Optional.of(Nodes.ANN))).isTrue();
    }

    private static void supportAUser(SessionStore store) {
        SessionKey key = login(store);
        try (DynamoDbSessionStore tool = Nodes.connect(supporting.endpoint(), TABLE)) {
            assertThat(tool.findByUser(Nodes.ANN)).containsKey(key);
            assertThat(tool.describe(key)).isPresent();
            assertThat(tool.revoke(key, Optional.empty())).isTrue();
            SessionKey another = login(store);
            assertThat(tool.revoke(another, Optional.of(Nodes.ANN))).isTrue();
        }
    }

    /** As the console does without --allow-revoke. */
    private static void look(SessionStore store) {
        SessionKey key = login(store);
        SessionStoreConfig config = Nodes.config(looking.endpoint(), TABLE, false);
        try (DynamoDbSessionStore console = DynamoDbSessionStore.connect(config)) {
            assertThat(console.findByUser(Nodes.ANN)).containsKey(key);
            assertThat(console.describe(key)).isPresent();
            assertThat(console.findLiving(key.shard(), 1)).isNotEmpty();
            assertThat(console.findTimes(key)).isPresent();
            assertThat(Nodes.expired(console, key)).doesNotContain(key);
        }
        DynamoDbSessionStore.prepareTable(config, "");
        assertThat(TableFacts.of(config).status()).isEqualTo("ACTIVE");
    }

    /** Without it the others would prove no more than what this test happens to call. */
    @Test
    void thisTestMakesEveryCallThatIsInTheCode() {
        Set<String> inTheCode = new ClassFileImporter()
                .importPackages("io.github.dynamosession.store").stream()
                        .filter(type -> !type.isEquivalentTo(TableStream.class)) // no node's
                        .flatMap(type -> type.getAccessesFromSelf().stream())
                        .map(JavaAccess::getTarget)
                        .filter(target -> target.getOwner().isAssignableTo(DynamoDbClient.class))
                        .filter(target -> target.getOwner().getPackageName().startsWith(AWS_SDK)) // no wrapper of ours
                        .map(target -> target.getName())
                        .filter(name -> !NO_CALLS.contains(name))
                        .map(name -> Character.toUpperCase(name.charAt(0)) + name.substring(1))
                        .collect(Collectors.toSet());

        Set<String> made = new HashSet<>(creating.operations());
        made.addAll(running.operations());
        made.addAll(sampling.operations());
        assertThat(inTheCode).isNotEmpty().isEqualTo(made);
    }

    @Test
    void toRunIsAllowedWhatNodesCallAndNothingElse() {
        assertThat(Grant.allowedBy(PolicyFile.read("run"))).isEqualTo(running.neededGrants());
    }

    @Test
    void toRunAndCreateTheTableIsAllowedWhatNodesCallAndNothingElse() {
        Set<Grant> needed = new HashSet<>(running.neededGrants());
        needed.addAll(creating.neededGrants());

        assertThat(Grant.allowedBy(PolicyFile.read("run-and-create-table"))).isEqualTo(needed);
    }

    @Test
    void toSupportUsersIsAllowedWhatTheToolCallsForThemAndNothingElse() {
        assertThat(Grant.allowedBy(PolicyFile.read("user-support"))).isEqualTo(supporting.neededGrants());
    }

    @Test
    void toLookAtSessionsInTheConsoleIsAllowedWhatThatTakesAndNothingElse() {
        assertThat(Grant.allowedBy(PolicyFile.read("console"))).isEqualTo(looking.neededGrants());
    }

    @Test
    void toReadASampleOfTheTableIsAllowedWhatTheToolCallsForItAndNothingElse() {
        assertThat(Grant.allowedBy(PolicyFile.read("table-stats"))).isEqualTo(sampling.neededGrants());
    }

    /** Who may write everything may make a login, and bytes that become objects of any class. */
    @Test
    void whoSupportsUsersWritesWhatARevocationNamesAndNothingElse() {
        assertThat(supporting.attributesNamedBy("UpdateItem")).doesNotContain("a", "sys", "sealed");
        assertThat(PolicyFile.attributesAllowedFor("dynamodb:UpdateItem", PolicyFile.read("user-support")))
                .isEqualTo(supporting.attributesNamedBy("UpdateItem"));
    }

    /** See KmsDataKeys: nodes decrypt their key set, and nothing else by that key. */
    @Test
    void theKeyOfKeySetsDecryptsThoseOnly() {
        Map<?, ?> policy = PolicyFile.read("session-keys");

        assertThat(Grant.allowedBy(policy)).containsExactly(new Grant("kms:Decrypt", PolicyFile.KEY_ARN));
        assertThat(policy)
                .extracting("Statement")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .allSatisfy(statement -> assertThat(((Map<?, ?>) statement).get("Condition"))
                        .isEqualTo(Map.of("StringEquals", Map.of("kms:EncryptionContext:dynamosession", "key-set"))));
    }

    /** AWS: to read or write a table the caller must be able to decrypt its key; everything else DynamoDB has by a grant. */
    @Test
    void theKeyIsUsedThroughDynamoDbOnly() {
        Map<?, ?> policy = PolicyFile.read("customer-key");

        assertThat(Grant.allowedBy(policy))
                .containsExactlyInAnyOrder(
                        new Grant("kms:Decrypt", PolicyFile.KEY_ARN), new Grant("kms:DescribeKey", PolicyFile.KEY_ARN));
        assertThat(policy)
                .extracting("Statement")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .allSatisfy(statement -> assertThat(((Map<?, ?>) statement).get("Condition"))
                        .isEqualTo(Map.of("StringLike", Map.of("kms:ViaService", "dynamodb.*.amazonaws.com"))));
    }
}
