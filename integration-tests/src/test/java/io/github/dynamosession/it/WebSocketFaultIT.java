package io.github.dynamosession.it;

import static io.github.dynamosession.it.wire.StoreCall.GET_ITEM;
import static io.github.dynamosession.it.wire.StoreCall.UPDATE_ITEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.it.wire.HeldCall;
import io.github.dynamosession.it.wire.StoreFault;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Traps 20 and 23: who uses a session outside of requests is told of a failing store. */
@ParameterizedClass
@EnumSource(ContainerKind.class)
final class WebSocketFaultIT extends KnownToAWiredNode {

    WebSocketFaultIT(ContainerKind kind) {
        super(kind);
    }

    @Test
    void aHandshakeThatIsNotSavedOpensNoSocket() {
        node.wire().fail(UPDATE_ITEM, StoreFault.SERVER_ERROR);

        assertThatThrownBy(() -> new Socket(ann, node, "set:user:bob"))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .extracting(failure ->
                        ((WebSocketHandshakeException) failure).getResponse().statusCode())
                .isEqualTo(503);
        node.wire().heal();
        assertThat(ann.ask(node, "get:user")).isEqualTo("ann");
    }

    @Test
    void aChangeOfAKeptSessionThatIsNotSavedFails() throws InterruptedException {
        try (Socket socket = new Socket(ann, node, "get:user")) {
            node.wire().fail(UPDATE_ITEM, StoreFault.SERVER_ERROR);
            assertThat(socket.ask("set:user:bob")).startsWith("failed: ");
            node.wire().heal();

            assertThat(socket.ask("set:user:eve")).isEqualTo("done");
            assertThat(ann.ask(node.other(), "get:user")).isEqualTo("eve");
        }
    }

    /**
     * The last request in the session object has saved; its touch, which comes last, is held. The change finds a request
     * in the object and is not saved at once, and the request does not look for changes any more before it leaves. The touch
     * alone is held: on a slow machine it may have given up by then, and the change is saved at once.
     */
    @Test
    void aChangeBetweenTheLastSaveOfARequestAndItsEndIsSaved() throws Exception {
        Held other = ann.hold(node, "get:user", "hold", "say");
        try (Socket socket = new Socket(ann, node)) {
            WiredNode.makeTouchDue(ann);
            try (HeldCall touch = node.wire().holdNext(UPDATE_ITEM, HeldCall.Moment.BEFORE_DYNAMODB)) {
                ann.on(node, "get:user").ok();
                touch.awaitReached();
                other.release().ok();
                assertThat(socket.ask("set:user:bob")).isEqualTo("done");
            }
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> ann.ask(node.other(), "get:user").equals("bob"));
        }
    }

    @Test
    void aKeptSessionThatCannotBeReadShowsNothingOld() throws InterruptedException {
        try (Socket socket = new Socket(ann, node, "get:user")) {
            node.wire().fail(GET_ITEM, StoreFault.SERVER_ERROR);
            assertThat(socket.ask("get:user")).startsWith("failed: ");
            node.wire().heal();

            assertThat(socket.ask("get:user")).isEqualTo("ann");
        }
    }
}
