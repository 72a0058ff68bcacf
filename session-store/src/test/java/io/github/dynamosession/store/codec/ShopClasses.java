package io.github.dynamosession.store.codec;

import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Classes of an application in two releases. Lines that end in {@code // 2} are new in the second. */
final class ShopClasses {

    private static final String SOURCE = """
            package shop;

            import java.io.*;
            import java.math.BigDecimal;
            import java.util.*;
            import java.util.function.*;

            public class Make implements Function<String, Object> {
                public Object apply(String kind) {
                    return switch (kind) {
                        case "bean" -> new Item("tea", 2);
                        case "beans" -> new Cart();
                        case "array" -> new Item[] {new Item("tea", 2), null};
                        case "subclass" -> new Gift();
                        case "generic" -> new Page<>(new ArrayList<>(List.of(new Item("tea", 2))));
                        case "shared" -> new Pair(new Item("tea", 2));
                        case "record" -> new Order("17", new BigDecimal("9.90"));
                        case "records" -> new ArrayList<>(List.of(new Order("17", BigDecimal.ONE), new Order("18", BigDecimal.TEN)));
                        case "enum" -> Colour.RED;
                        case "enum with a body" -> Colour.GREEN;
                        case "map by enum" -> new HashMap<>(Map.of(Colour.RED, 1, Colour.GREEN, 2));
                        case "EnumMap" -> new EnumMap<>(Map.of(Colour.RED, 1, Colour.GREEN, 2));
                        case "EnumSet" -> EnumSet.of(Colour.RED);
                        case "readObject, version declared" -> new Account();
                        case "readObject, no version declared" -> new OldAccount();
                        case "writeReplace" -> new Price(5);
                        case "Externalizable" -> new Place();
                        case "JDK subclass" -> new Basket();
                        case "inner" -> new Cart().new Line();
                        case "anonymous" -> anonymous();
                        case "lambda" -> (Supplier<String> & Serializable) () -> kind;
                        case "proxy" -> java.lang.reflect.Proxy.newProxyInstance(
                                Make.class.getClassLoader(), new Class<?>[] {Supplier.class}, new Greeter());
                        default -> new Service();
                    };
                }

                static Object anonymous() {
                    return new Item("tea", 2) { };
                }
            }

            class Item implements Serializable {
                String name;
                int amount;
                String note; // 2

                Item(String name, int amount) {
                    this.name = name;
                    this.amount = amount;
                }
            }

            class Cart implements Serializable {
                Cart self = this;
                Coupon added; // 2
                List<Item> items = new ArrayList<>(List.of(new Item("tea", 2), new Item("milk", 1)));

                public void upgrade() { added = new Coupon(items.get(0)); } // 2

                class Line implements Serializable {
                    List<Item> all() { return items; }
                }
            }

            class Coupon implements Serializable { // 2
                Item item; // 2
                Coupon(Item item) { this.item = item; } // 2
            } // 2

            class Gift extends Item {
                String from = "Ann";
                Gift() {
                    super("tea", 2);
                }
            }

            class Page<T> implements Serializable {
                T content;
                int number = 1;
                Map<String, T> more; // 2
                Page(T content) {
                    this.content = content;
                }
            }

            class Pair implements Serializable {
                Item one;
                Item two;
                Item before; // 2
                Pair(Item item) {
                    one = item;
                    two = item;
                }
                public void upgrade() { before = one; } // 2
            }

            record Order(String id, BigDecimal total
                , String note // 2
            ) implements Serializable {
                Order(String id, BigDecimal total) { this(id, total, null); } // 2
            }

            enum Colour {
                BLUE, // 2
                RED,
                GREEN { }
            }

            class Account implements Serializable {
                static final long serialVersionUID = 1;
                String name = "Ann";
                String mail; // 2
                private void readObject(ObjectInputStream in) throws Exception {
                    in.defaultReadObject();
                }
            }

            class OldAccount implements Serializable {
                String name = "Ann";
                String mail; // 2
                private void readObject(ObjectInputStream in) throws Exception {
                    in.defaultReadObject();
                }
            }

            class Price implements Serializable {
                int cents;
                Price(int cents) {
                    this.cents = cents;
                }
                private Object writeReplace() {
                    return new Form(cents);
                }
                record Form(int cents) implements Serializable {
                    private Object readResolve() {
                        return new Price(cents);
                    }
                }
            }

            class Basket extends ArrayList<String> {
                static final long serialVersionUID = 1;
                String owner = "Ann";
                String note; // 2
                Basket() {
                    super(List.of("tea", "milk"));
                }
            }

            class Greeter implements java.lang.reflect.InvocationHandler, Serializable {
                public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
                    return "hello";
                }
            }

            class Service { }
            """;

    private static final String EXTERNALIZABLE = """
            package shop;

            import java.io.*;

            public class Place implements Externalizable {
                static final long serialVersionUID = 1;
                int x = 7;
                public void writeExternal(ObjectOutput out) throws IOException {
                    out.writeInt(x);
                }
                public void readExternal(ObjectInput in) throws IOException {
                    x = in.readInt();
                }
            }
            """;

    private ShopClasses() {}

    static Map<String, String> ofRelease(int number) {
        Predicate<String> isThere = line -> number == 2 || !line.endsWith("// 2");
        return Map.of(
                "shop.Make",
                SOURCE.lines().filter(isThere).collect(Collectors.joining("\n")),
                "shop.Place",
                EXTERNALIZABLE);
    }
}
