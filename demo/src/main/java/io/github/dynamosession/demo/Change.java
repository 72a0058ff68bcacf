package io.github.dynamosession.demo;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A request that changes the session, and what it makes of it. */
record Change(String path, UnaryOperator<ShopState> effect, boolean movesSession) {

    static Change count() {
        return new Change("/api/count", ShopState::counted, false);
    }

    static Change add(String item) {
        return new Change("/api/cart/add?item=" + item, state -> state.added(item), false);
    }

    static Change remove(String item) {
        return new Change("/api/cart/remove?item=" + item, state -> state.removed(item), false);
    }

    static Change login(String user) {
        return new Change("/api/login?user=" + user, state -> state.loggedIn(user), true);
    }

    static Change logout() {
        return new Change("/api/logout", state -> ShopState.EMPTY, false);
    }

    ShopState applyTo(ShopState state) {
        return effect.apply(state);
    }

    /**
     * What the client may find when the change has got no answer: it has not happened or it has. When the session has
     * moved to a new id and the node died before it told the client, the client is left with an id that leads nowhere;
     * that an old id stays valid after a login is out of the question.
     */
    Stream<ShopState> outcomesWithoutAnswer(ShopState state) {
        Stream<ShopState> either = Stream.of(state, applyTo(state));
        return movesSession ? Stream.concat(either, Stream.of(ShopState.EMPTY)) : either;
    }
}
