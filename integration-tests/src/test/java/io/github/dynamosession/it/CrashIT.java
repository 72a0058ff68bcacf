package io.github.dynamosession.it;

import static io.github.dynamosession.it.wire.HeldCall.Moment.BEFORE_DYNAMODB;
import static io.github.dynamosession.it.wire.StoreCall.DELETE_ITEM;
import static io.github.dynamosession.it.wire.StoreCall.PUT_ITEM;
import static io.github.dynamosession.it.wire.StoreCall.TRANSACT_WRITE_ITEMS;
import static io.github.dynamosession.it.wire.StoreCall.UPDATE_ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.TomcatVersion;
import io.github.dynamosession.it.wire.HeldCall;
import io.github.dynamosession.it.wire.HeldCall.Moment;
import io.github.dynamosession.it.wire.StoreCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Trap 27: a node dies by SIGKILL while a store call is underway, once before DynamoDB has it, once before the node has
 * the answer. The session is what it was or what it was to become.
 */
@ParameterizedClass
@EnumSource(TomcatVersion.class)
final class CrashIT {

    private final WiredNode node;
    private final DynamoDbClient dynamoDb = LocalClient.open();
    private final Browser ann = new Browser();

    CrashIT(TomcatVersion version) {
        node = WiredNode.of(version);
    }

    @BeforeEach
    void annHasASession() {
        ann.on(node.other(), "set:user:ann", "set:role:guest").ok();
    }

    @AfterEach
    void theNodeIsBack() {
        dynamoDb.close();
        node.wire().heal();
        node.restart();
    }

    @ParameterizedTest
    @EnumSource
    void aNewSessionIsThereWholeOrNotAtAll(Moment moment) {
        StoredItems before = items();
        dieDuring(PUT_ITEM, moment, new Browser(), "set:user:bob", "set:role:chief");

        StoredItems added = items().without(before);
        assertThat(added.items()).hasSize(moment == BEFORE_DYNAMODB ? 0 : 1);
        added.items().values().forEach(item -> {
            assertThat(item.get("a").m()).containsOnlyKeys("user", "role");
            // nobody knows its id: it must go by itself
            assertThat(item.get("ttl").n()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @EnumSource
    void aSavedRequestIsThereWholeOrNotAtAll(Moment moment) {
        dieDuring(UPDATE_ITEM, moment, ann, "set:user:bob", "set:role:chief", "set:extra:1");

        Answer answer = ann.on(node.other(), "names", "get:user", "get:role").ok();
        boolean old = moment == BEFORE_DYNAMODB;
        assertThat(answer.of("names")).isEqualTo(old ? "role,user" : "extra,role,user");
        assertThat(answer.of("get:user")).isEqualTo(old ? "ann" : "bob");
        assertThat(answer.of("get:role")).isEqualTo(old ? "guest" : "chief");
    }

    @ParameterizedTest
    @EnumSource
    void aSessionHasItsOldIdOrItsNewOneNeverBothOrNeither(Moment moment) {
        StoredItems before = items();
        dieDuring(TRANSACT_WRITE_ITEMS, moment, ann, "changeId", "set:extra:1");

        StoredItems after = items();
        if (moment == BEFORE_DYNAMODB) {
            assertThat(after.items()).containsOnlyKeys(before.items().keySet());
            assertThat(ann.ask(node.other(), "names")).isEqualTo("role,user");
        } else {
            assertThat(before.without(after).items()).hasSize(1);
            assertThat(after.without(before).items()).hasSize(1);
            assertThat(after.without(before)
                            .items()
                            .values()
                            .iterator()
                            .next()
                            .get("a")
                            .m())
                    .containsOnlyKeys("user", "role", "extra");
            assertThat(ann.ask(node.other(), "get:user")).isEqualTo(Answer.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLogoutIsDoneOrCanBeRepeated(Moment moment) {
        StoredItems before = items();
        dieDuring(DELETE_ITEM, moment, ann, "invalidate");

        assertThat(ann.ask(node.other(), "get:user")).isEqualTo(moment == BEFORE_DYNAMODB ? "ann" : Answer.NONE);
        ann.on(node.other(), "invalidate").ok();
        assertThat(ann.ask(node.other(), "get:user")).isEqualTo(Answer.NONE);
        assertThat(before.without(items()).items()).hasSize(1);
    }

    private void dieDuring(StoreCall call, Moment moment, Browser browser, String... steps) {
        try (HeldCall held = node.wire().hold(call, moment)) {
            browser.start(node, Browser.APP, steps);
            held.awaitReached();
            node.kill();
        }
    }

    private StoredItems items() {
        return StoredItems.of(dynamoDb, WiredNode.TABLE);
    }
}
