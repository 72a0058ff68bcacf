package io.github.dynamosession.testapp.attribute;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The kinds of values that a script can put into a session. */
public final class Attributes {

    private static final Map<String, Supplier<Serializable>> KINDS = Map.of(
            "list", ArrayList::new,
            "longList", () -> new ArrayList<>(Collections.nCopies(2000, "as before")),
            "person", () -> new Person("Ann", 30),
            "cart", Cart::new,
            "counter", Counter::new,
            "stray", StrayHolder::new,
            "deep", DeepChain::new,
            "activation", ActivationWitness::new,
            "binding", BindingWitness::new,
            "failing", FailingAtItsEnd::new);

    private Attributes() {}

    public static Object newValue(String kind) {
        return Optional.ofNullable(KINDS.get(kind))
                .orElseThrow(() -> new IllegalArgumentException("no such kind: " + kind))
                .get();
    }
}
