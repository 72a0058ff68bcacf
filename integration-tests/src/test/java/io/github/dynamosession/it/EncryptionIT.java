package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.encryption.KeySet;
import io.github.dynamosession.it.Endings.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Trap 35 with a key set: what is in the table, and what nodes make of what someone has done to it. */
@ParameterizedClass
@EnumSource(names = {"TOMCAT_11_0", "JETTY_12_0"})
final class EncryptionIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EncryptedNode a;
    private final EncryptedNode b;
    private final Browser ann = new Browser();
    private final Browser eve = new Browser();

    EncryptionIT(ContainerKind kind) {
        a = EncryptedNode.of(kind);
        b = a.other();
    }

    @Test
    void theTableShowsNeitherAttributesNorLoginNorSessionId() {
        ann.get(a, "/app/secured/do", "user");
        ann.post(b, "/app/j_security_check", "j_username=ann&j_password=secret");
        ann.on(a, "set:address:12-Lilac-Lane", "set:report:" + "long-and-private,".repeat(300))
                .ok();
        assertThat(ann.get(b, "/app/secured/do", "user", "get:address").ok().body())
                .contains("user=ann", "get:address=12-Lilac-Lane");

        Map<String, AttributeValue> item = EncryptedNode.TABLE.item(ann.sessionId());
        assertThat(Stream.of("a", "sys").flatMap(part -> item.get(part).m().values().stream()))
                .hasSizeGreaterThan(2)
                .extracting(value -> value.b().asByteArray())
                .filteredOn(bytes -> bytes[0] == 1) // the other is a reference to the large one
                .allSatisfy(bytes -> assertThat(bytes[3]).isEqualTo((byte) 1));
        assertThat(TableBytes.of(EncryptedNode.TABLE))
                .doesNotContain("Lilac", "private", ann.bareId(), "#ann")
                .contains("address"); // names are in clear
    }

    @Test
    void trap35AValueThatWasMovedToAnotherSessionIsRefused() {
        ann.on(a, "set:role:admin").ok();
        eve.on(a, "set:role:guest", "set:user:eve").ok();
        EncryptedNode.TABLE.plantAttribute(
                eve.sessionId(),
                "role",
                EncryptedNode.TABLE.attribute(ann.sessionId(), "role").orElseThrow());

        Answer answer = eve.on(b, "get:role", "get:user").ok();

        assertThat(answer.of("get:role")).isEqualTo(Answer.NONE);
        assertThat(answer.of("get:user")).isEqualTo("eve");
        assertThat(b.log()).contains("its encrypted bytes are damaged, or were moved here from another place");
    }

    /** Eve knows a session id of hers, and has Ann's item under it. */
    @Test
    void trap35AnItemThatWasCopiedToAnotherSessionIsRefused() {
        ann.on(a, "set:role:admin").ok();
        eve.on(a, "set:role:guest").ok();
        EncryptedNode.TABLE.copy(ann.sessionId(), eve.sessionId());

        Unavailable.check(eve.on(b, "get:role", "say"));
        Unavailable.check(eve.on(b, "attempt:get:role", "attempt:create", "say"));

        assertThat(b.log()).contains("is refused: what its item says of it (sealed) was made for another item");
        assertThat(ann.ask(b, "get:role")).isEqualTo("admin");
    }

    @Test
    void aChangeOfTheIdKeepsValuesReadable() {
        ann.on(a, "set:user:ann", "set:report:" + "x".repeat(5_000)).ok();
        ann.on(b, "changeId").ok();
        ann.on(a, "changeId", "set:more:1").ok();

        Answer answer = ann.on(b, "get:user", "get:report", "get:more").ok();
        assertThat(answer.of("get:user")).isEqualTo("ann");
        assertThat(answer.of("get:report")).hasSize(5_000);
        assertThat(answer.of("get:more")).isEqualTo("1");
    }

    /** Any node of any kind may be the one that tells; most have never seen the session. */
    @Test
    void listenersAreToldTheIdOfASessionWhereverItsEndIsTold() throws IOException {
        try (Endings endings = new Endings()) {
            List<Browser> browsers = Stream.generate(Browser::new).limit(8).toList();
            List<Ending> told = browsers.stream()
                    .map(browser -> {
                        Ending ending = endings.next();
                        browser.on(a, "set:user:ann", ending.step(), "setInterval:1")
                                .ok();
                        return ending;
                    })
                    .toList();

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(told)
                    .allSatisfy(ending -> assertThat(ending.told()).hasSize(2)));
            for (int i = 0; i < told.size(); i++) {
                String id = browsers.get(i).bareId();
                assertThat(told.get(i).told()).allMatch(event -> event.contains("&" + id));
            }
        }
    }

    @Test
    void aNodeWithoutTheNewKeyFailsClosedUntilItHasIt() {
        Browser carol = new Browser();
        carol.on(a, "set:user:carol").ok();
        ann.on(a, "set:user:ann").ok();
        KeySet both = EncryptedNode.keysOfAll().withNewKey();
        KeySet next = both.withPrimary(both.keys().get(both.keys().size() - 1).id());
        a.give(next);
        a.awaitUseOf(next);
        Browser bob = new Browser();
        bob.on(a, "set:user:bob").ok();
        ann.on(a, "set:cart:tea").ok();
        carol.get(a, "/app/secured/do", "user"); // and is asked to log in

        Unavailable.check(bob.on(b, "get:user", "say"));
        Unavailable.check(bob.on(b, "attempt:get:user", "attempt:create", "attempt:set:user:eve", "say"));
        Unavailable.check(ann.on(b, "attempt:get:cart", "say"));
        Unavailable.check(carol.post(b, "/app/j_security_check", "j_username=ann&j_password=secret"));
        assertThat(ann.ask(b, "get:user")).as("whose key this node has").isEqualTo("ann");
        assertThat(b.log())
                .contains("is encrypted by key "
                        + next.keys().get(next.keys().size() - 1).id()
                        + ", which this node has not: add the key to this node's key set (encryptionKeys)");
        assertThat(bob.ask(a, "get:user")).isEqualTo("bob");

        EncryptedNode.giveAll(next);
        await().atMost(PATIENCE).until(() -> bob.on(b, "get:user").status() == 200);
        assertThat(bob.ask(b, "get:user")).isEqualTo("bob");
        assertThat(ann.ask(b, "get:cart")).isEqualTo("tea");
        assertThat(carol.post(b, "/app/j_security_check", "j_username=ann&j_password=secret")
                        .location())
                .contains("secured");
    }
}
