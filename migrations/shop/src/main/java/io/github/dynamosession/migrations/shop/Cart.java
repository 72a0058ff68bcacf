package io.github.dynamosession.migrations.shop;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What a user wants to buy: a class of the application's own, in the session. */
public final class Cart implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private final List<String> items = new ArrayList<>();

    void add(String item) {
        items.add(item);
    }

    @Override
    public String toString() {
        return String.join(", ", items);
    }
}
