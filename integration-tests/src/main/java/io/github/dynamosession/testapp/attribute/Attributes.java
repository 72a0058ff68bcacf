package io.github.dynamosession.testapp.attribute;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The kinds of values that a script can put into a session. */
public final class Attributes {

    private static final Map<String, Supplier<Object>> KINDS = Map.ofEntries(
            entry("list", ArrayList::new),
            entry("longList", () -> new ArrayList<>(Collections.nCopies(2000, "as before"))),
            entry("person", () -> new Person("Ann", 30)),
            entry("cart", Cart::new),
            entry("counter", Counter::new),
            entry("stray", StrayHolder::new),
            entry("loader", () -> new Holder(Attributes.class.getClassLoader())),
            entry("future", () -> new Holder(new CompletableFuture<>())),
            entry("deep", DeepChain::new),
            entry("profile", Profile::new),
            entry("unmodifiableProfile", () -> Collections.unmodifiableList(new ArrayList<>(List.of(new Profile())))),
            entry("level", () -> Level.GOLD),
            entry("activation", ActivationWitness::new),
            entry("binding", BindingWitness::new),
            entry("failing", FailingAtItsEnd::new));

    private Attributes() {}

    public static Object newValue(String kind) {
        return Optional.ofNullable(KINDS.getOrDefault(kind, SpecialKinds.ALL.get(kind)))
                .orElseThrow(() -> new IllegalArgumentException("no such kind: " + kind))
                .get();
    }
}
