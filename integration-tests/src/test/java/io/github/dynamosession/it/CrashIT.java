package io.github.dynamosession.it;

import static io.github.dynamosession.it.wire.HeldCall.Moment.BEFORE_DYNAMODB;
import static io.github.dynamosession.it.wire.StoreCall.DELETE_ITEM;
import static io.github.dynamosession.it.wire.StoreCall.PUT_ITEM;
import static io.github.dynamosession.it.wire.StoreCall.TRANSACT_WRITE_ITEMS;
import static io.github.dynamosession.it.wire.StoreCall.UPDATE_ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.it.wire.HeldCall;
import io.github.dynamosession.it.wire.HeldCall.Moment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Trap 27: a node dies by SIGKILL while store calls of four sessions are underway, once before DynamoDB has them, once
 * before the node has the answers. Each session is what it was or what it was to become, seen from another node and in
 * the table.
 */
@ParameterizedClass
@MethodSource("deaths")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashIT {

    @Parameter(0)
    private ContainerKind kind;

    @Parameter(1)
    private Moment moment;

    private WiredNode node;
    private Browser saving;
    private Browser renaming;
    private Browser leaving;
    private Map<String, Map<String, AttributeValue>> before;
    private Map<String, Map<String, AttributeValue>> after;

    static Stream<Arguments> deaths() {
        return Arrays.stream(ContainerKind.values())
                .flatMap(kind -> Arrays.stream(Moment.values()).map(moment -> Arguments.of(kind, moment)));
    }

    @BeforeParameterizedClassInvocation
    void theNodeDies() {
        node = WiredNode.of(kind);
        saving = annOn(node.other());
        renaming = annOn(node.other());
        leaving = annOn(node.other());
        before = WiredNode.TABLE.items();
        try (HeldCall create = node.wire().hold(PUT_ITEM, moment);
                HeldCall save = node.wire().hold(UPDATE_ITEM, moment);
                HeldCall rename = node.wire().hold(TRANSACT_WRITE_ITEMS, moment);
                HeldCall delete = node.wire().hold(DELETE_ITEM, moment)) {
            new Browser().start(node, Browser.APP, "set:user:bob", "set:role:chief", "set:created:here");
            saving.start(node, Browser.APP, "set:user:bob", "set:role:chief", "set:extra:1");
            renaming.start(node, Browser.APP, "changeId", "set:renamed:here");
            leaving.start(node, Browser.APP, "invalidate");
            List.of(create, save, rename, delete).forEach(HeldCall::awaitReached);
            node.kill();
        }
        after = WiredNode.TABLE.items();
    }

    @AfterParameterizedClassInvocation
    void theNodeIsBack() {
        node.wire().heal();
        node.restart();
    }

    @Test
    void aNewSessionIsThereWholeOrNotAtAll() {
        List<Map<String, AttributeValue>> created = added("created");
        assertThat(created).hasSize(isOld() ? 0 : 1).allSatisfy(item -> {
            assertThat(item.get("a").m()).containsOnlyKeys("user", "role", "created");
            // nobody knows its id: it must go by itself
            assertThat(item.get("ttl").n()).isNotEmpty();
        });
    }

    @Test
    void theChangesOfARequestAreThereAllOrNone() {
        Answer answer = saving.on(node.other(), "names", "get:user", "get:role").ok();
        assertThat(answer.of("names")).isEqualTo(isOld() ? "role,user" : "extra,role,user");
        assertThat(answer.of("get:user")).isEqualTo(isOld() ? "ann" : "bob");
        assertThat(answer.of("get:role")).isEqualTo(isOld() ? "guest" : "chief");
    }

    @Test
    void aSessionHasItsOldIdOrItsNewOneNeverBothOrNeither() {
        assertThat(renaming.ask(node.other(), "get:user")).isEqualTo(isOld() ? "ann" : Answer.NONE);
        assertThat(added("renamed"))
                .hasSize(isOld() ? 0 : 1)
                .allSatisfy(item -> assertThat(item.get("a").m()).containsOnlyKeys("user", "role", "renamed"));
    }

    @Test
    void aLogoutIsDoneOrCanBeRepeated() {
        assertThat(leaving.ask(node.other(), "get:user")).isEqualTo(isOld() ? "ann" : Answer.NONE);
        leaving.on(node.other(), "invalidate").ok();
        assertThat(leaving.ask(node.other(), "get:user")).isEqualTo(Answer.NONE);
    }

    private boolean isOld() {
        return moment == BEFORE_DYNAMODB;
    }

    private static Browser annOn(Node node) {
        Browser ann = new Browser();
        ann.on(node, "set:user:ann", "set:role:guest").ok();
        return ann;
    }

    /** Items that the dying node added to the table. */
    private List<Map<String, AttributeValue>> added(String attribute) {
        return after.entrySet().stream()
                .filter(item -> !before.containsKey(item.getKey()))
                .map(Map.Entry::getValue)
                .filter(item -> item.get("a").m().containsKey(attribute))
                .toList();
    }
}
