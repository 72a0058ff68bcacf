package io.github.dynamosession.store.codec;

import io.github.dynamosession.store.codec.Samples.Cart;
import io.github.dynamosession.store.codec.Samples.Item;
import io.github.dynamosession.store.codec.Samples.Point;
import io.github.dynamosession.store.codec.Samples.Replaced;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Values as sessions hold them, from whose bytes fuzzing starts. */
final class HostileSeeds {

    private HostileSeeds() {}

    static Stream<Object> plain() {
        return Stream.concat(RoundTripTest.plainValues(), compound());
    }

    static Stream<Object> compound() {
        return Stream.of(cart(), shared());
    }

    static Stream<Object> forJava() {
        return Stream.of(
                        plain(),
                        RoundTripTest.valuesForJava(),
                        Stream.<Object>of(new Point(1, 2), new Replaced("text")))
                .flatMap(values -> values)
                .filter(value -> !value.getClass().getName().endsWith("Optional"));
    }

    private static Cart cart() {
        Cart cart = new Cart();
        Item book = new Item("book", 2, new HashMap<>(Map.of("colour", Samples.Colour.GREEN)));
        cart.items.add(book);
        cart.items.add(book);
        cart.items.add(new Item("pen", 1, List.of(1, 2L, "three")));
        return cart;
    }

    private static List<Object> shared() {
        List<Object> list = new ArrayList<>(List.of("a"));
        return new ArrayList<>(List.of(list, list, new Object[] {list, new int[] {1, 2, 3}}));
    }
}
