package io.github.dynamosession.demo.shop;

import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** What is in the cart. It is changed in place, without a word to the session: the manager finds out by itself. */
final class Cart implements Serializable {

    private static final long serialVersionUID = 1;

    private final ConcurrentSkipListMap<String, Integer> quantities = new ConcurrentSkipListMap<>();

    void add(String item) {
        quantities.merge(item, 1, Integer::sum);
    }

    void remove(String item) {
        quantities.computeIfPresent(item, (name, quantity) -> quantity == 1 ? null : quantity - 1);
    }

    Map<String, Integer> quantities() {
        return Map.copyOf(quantities);
    }
}
