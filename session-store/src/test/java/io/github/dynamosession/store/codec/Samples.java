package io.github.dynamosession.store.codec;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Classes as applications keep them in sessions. */
final class Samples {

    enum Colour {
        RED,
        GREEN {
            @Override
            String shade() {
                return "dark";
            }
        };

        String shade() {
            return "plain";
        }
    }

    static class Base implements Serializable {
        private final String name;

        Base(String name) {
            this.name = name;
        }

        String baseName() {
            return name;
        }
    }

    /** Plain: a field of its superclass's name, final fields, no constructor without parameters, a transient field. */
    static final class Item extends Base {
        private final String name;
        private final int amount;
        private final Object extra;
        transient String cached = "computed";

        Item(String name, int amount, Object extra) {
            super("base of " + name);
            this.name = name;
            this.amount = amount;
            this.extra = extra;
        }

        Object extra() {
            return extra;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Item that
                    && name.equals(that.name)
                    && baseName().equals(that.baseName())
                    && amount == that.amount
                    && Objects.equals(extra, that.extra);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, amount);
        }
    }

    static final class Cart implements Serializable {
        final List<Item> items = new ArrayList<>();
        Cart self = this;
    }

    static final class Node implements Serializable {
        Object next;

        static Node chain(int length) {
            Node first = new Node();
            Node last = first;
            for (int i = 1; i < length; i++) {
                Node node = new Node();
                last.next = node;
                last = node;
            }
            return first;
        }
    }

    record Point(int x, int y) implements Serializable {}

    record Link(Object next) implements Serializable {
        static Link chain(int length) {
            Link first = new Link("end");
            for (int i = 1; i < length; i++) {
                first = new Link(first);
            }
            return first;
        }
    }

    record Percent(int value) implements Serializable {
        Percent {
            if (value > 100) {
                throw new IllegalArgumentException(value + " is more than 100");
            }
        }
    }

    static class NotSerializableBase {
        String origin = "from the constructor";
    }

    static final class WithPlainSuperclass extends NotSerializableBase implements Serializable {
        String own = "own";
    }

    static final class Singleton implements Serializable {
        static final Singleton INSTANCE = new Singleton();

        private Object readResolve() {
            return INSTANCE;
        }
    }

    static final class Replaced implements Serializable {
        private final String text;

        Replaced(String text) {
            this.text = text;
        }

        private Object writeReplace() {
            return text;
        }
    }

    static final class Service {}

    /** Takes more stack to read than other classes. */
    static final class Hooked implements Serializable {
        private Object next;

        static Hooked chain(int length) {
            Hooked first = null;
            for (int i = 0; i < length; i++) {
                Hooked hooked = new Hooked();
                hooked.next = first;
                first = hooked;
            }
            return first;
        }

        private void readObject(ObjectInputStream input) throws IOException, ClassNotFoundException {
            input.defaultReadObject();
        }
    }

    static final class Endless implements Serializable {
        private void writeObject(ObjectOutputStream output) throws IOException {
            while (true) {
                output.writeObject(new byte[1000]);
            }
        }
    }

    private Samples() {}
}
