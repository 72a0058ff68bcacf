package io.github.dynamosession.it;

import static io.github.dynamosession.it.wire.StoreCall.GET_ITEM;
import static io.github.dynamosession.it.wire.StoreCall.UPDATE_ITEM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.it.wire.StoreFault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Traps 20 and 23: an asynchronous request is told of a failing store as any other one is. */
@ParameterizedClass
@EnumSource(ContainerKind.class)
final class AsyncFaultIT extends KnownToAWiredNode {

    AsyncFaultIT(ContainerKind kind) {
        super(kind);
    }

    @Test
    void aFailedSaveInADispatchIsNoSuccess() {
        node.wire().fail(UPDATE_ITEM, StoreFault.SERVER_ERROR);
        Unavailable.check(ann.on(node, "async", "dispatch", "set:user:bob"));
        nothingIsLost();
    }

    @Test
    void aFailedLookUpInADispatchIsNoSuccessThoughTheApplicationCatchesIt() {
        node.wire().fail(GET_ITEM, StoreFault.SERVER_ERROR);
        Unavailable.check(ann.on(node, "async", "dispatch", "attempt:get:user", "say"));
        nothingIsLost();
    }

    @Test
    void aFailedSaveOfAThreadOfTheApplicationIsNoSuccess() {
        node.wire().fail(UPDATE_ITEM, StoreFault.SERVER_ERROR);
        Unavailable.check(ann.on(node, "get:user", "async", "set:user:bob", "complete"));
        nothingIsLost();
    }

    private void nothingIsLost() {
        node.wire().heal();
        assertThat(ann.ask(node, "get:user")).isEqualTo("ann");
    }
}
