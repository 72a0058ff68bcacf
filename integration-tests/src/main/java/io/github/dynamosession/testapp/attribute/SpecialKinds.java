package io.github.dynamosession.testapp.attribute;

import static java.util.Map.entry;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Values whose classes have a say in how they are stored. The text of each tells whether it is what it was. */
final class SpecialKinds {

    static final Map<String, Supplier<Object>> ALL = Map.ofEntries(
            entry("record", () -> new ArrayList<>(List.of(new Person("Ann", 30), new Person("Bob", 31)))),
            entry("enumBody", () -> Shade.DARK),
            entry("enumMap", () -> new EnumMap<>(Map.of(TimeUnit.DAYS, Shade.DARK))),
            entry("immutable", () -> List.of(Map.of("a", Set.of(1)), List.of(), Map.of())),
            entry("unmodifiable", () -> Collections.unmodifiableList(new ArrayList<>(List.of(new Person("Ann", 30))))),
            entry("toList", () -> Stream.of("a", "b").toList()),
            entry("optional", () -> List.of(Optional.of("there"))),
            entry(
                    "times",
                    () -> List.of(
                            Instant.ofEpochSecond(5),
                            ZonedDateTime.of(2026, 10, 25, 2, 30, 0, 0, ZoneId.of("Europe/Berlin")),
                            Locale.GERMANY,
                            new UUID(1, 2))),
            entry("resolved", () -> Only.ONE),
            entry("external", () -> new Place("home")),
            entry("lambda", SpecialKinds::lambda),
            entry("proxy", SpecialKinds::proxy),
            entry("shared", SpecialKinds::shared));

    private SpecialKinds() {}

    private static Object lambda() {
        String captured = "captured";
        return new Supplied((Supplier<String> & Serializable) () -> captured);
    }

    private static Object proxy() {
        return new Supplied((Supplier<?>) Proxy.newProxyInstance(
                SpecialKinds.class.getClassLoader(), new Class<?>[] {Supplier.class}, new Greeter()));
    }

    private static Object shared() {
        Twin one = new Twin();
        Twin other = new Twin();
        one.other = other;
        other.other = one;
        return one;
    }

    private enum Shade {
        LIGHT,
        DARK {
            @Override
            public String toString() {
                return "dark, as its body says";
            }
        }
    }

    private record Supplied(@SuppressWarnings("serial") Supplier<?> supplier) implements Serializable {
        @Override
        public String toString() {
            return "supplies " + supplier.get();
        }
    }

    private static final class Greeter implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            return "hello";
        }
    }

    private static final class Only implements Serializable {
        static final Only ONE = new Only();

        private Object readResolve() {
            return ONE;
        }

        @Override
        public String toString() {
            return this == ONE ? "the only one" : "another one";
        }
    }

    private static final class Twin implements Serializable {
        private Twin other = this;

        @Override
        public String toString() {
            return other != this && other.other == this ? "two that know each other" : "a stranger";
        }
    }

    /** Public, with a constructor, as Externalizable demands. */
    public static final class Place implements Externalizable {
        private String name = "";

        public Place() {}

        Place(String name) {
            this.name = name;
        }

        @Override
        public void writeExternal(ObjectOutput output) throws IOException {
            output.writeUTF(name);
        }

        @Override
        public void readExternal(ObjectInput input) throws IOException {
            name = input.readUTF();
        }

        @Override
        public String toString() {
            return "place " + name;
        }
    }
}
