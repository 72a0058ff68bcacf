package io.github.dynamosession.demo;

import java.util.Map;
import java.util.TreeMap;

/** What a visitor sees of their session. Immutable; the methods tell what the shop makes of it. */
record ShopState(String user, Map<String, Integer> cart, int counter) {

    /** No session, and not logged in. */
    static final ShopState EMPTY = new ShopState("", Map.of(), 0);

    ShopState {
        cart = Map.copyOf(cart);
    }

    boolean isLoggedIn() {
        return !user.isEmpty();
    }

    ShopState counted() {
        return new ShopState(user, cart, counter + 1);
    }

    ShopState added(String item) {
        Map<String, Integer> more = new TreeMap<>(cart);
        more.merge(item, 1, Integer::sum);
        return new ShopState(user, more, counter);
    }

    ShopState removed(String item) {
        Map<String, Integer> fewer = new TreeMap<>(cart);
        fewer.computeIfPresent(item, (name, quantity) -> quantity == 1 ? null : quantity - 1);
        return new ShopState(user, fewer, counter);
    }

    ShopState loggedIn(String name) {
        return new ShopState(name, cart, counter);
    }
}
