package io.github.dynamosession.migrations.shop;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What a user wants to buy: a class of the application's own, in the session. */
public final class Cart implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private final ArrayList<String> items;

    private Cart(List<String> items) {
        this.items = new ArrayList<>(items);
    }

    static Cart empty() {
        return new Cart(List.of());
    }

    Cart with(String item) {
        Cart more = new Cart(items);
        more.items.add(item);
        return more;
    }

    @Override
    public String toString() {
        return String.join(", ", items);
    }
}
