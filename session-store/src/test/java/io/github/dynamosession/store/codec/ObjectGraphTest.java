package io.github.dynamosession.store.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.store.codec.Samples.Cart;
import io.github.dynamosession.store.codec.Samples.Item;
import io.github.dynamosession.store.codec.Samples.Link;
import io.github.dynamosession.store.codec.Samples.Node;
import io.github.dynamosession.store.codec.Samples.Replaced;
import io.github.dynamosession.store.codec.Samples.Singleton;
import io.github.dynamosession.store.codec.Samples.WithPlainSuperclass;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What Java serialization promises about graphs and forms holds for both codecs (trap 17). */
class ObjectGraphTest {

    @Test
    void sharedReferencesStaySharedAndCyclesClosed() {
        Cart cart = new Cart();
        Item item = new Item("book", 1, new ArrayList<>());
        cart.items.add(item);
        cart.items.add(item);

        Cart copy = Codecs.copy(cart);

        assertThat(copy.self).isSameAs(copy);
        assertThat(copy.items.get(0)).isSameAs(copy.items.get(1)).isEqualTo(item);
    }

    @Test
    void javaKeepsOneCopyOfASharedMap() {
        Map<String, Object> map = new HashMap<>(Map.of("k", "v"));
        List<Object> list = new ArrayList<>(List.of(map, map, new StringBuilder("not plain")));
        map.put("list", list);

        List<Object> copy = Codecs.copy(list);

        assertThat(copy.get(0)).isSameAs(copy.get(1));
        assertThat(((Map<?, ?>) copy.get(0)).get("list")).isSameAs(copy);
    }

    @Test
    void transientFieldsAreLeftOutAndConstructorsNotRun() {
        assertThat(Codecs.copy(new Item("book", 1, null)).cached).isNull();
    }

    @Test
    void aNonSerializableSuperclassIsConstructed() {
        WithPlainSuperclass value = new WithPlainSuperclass();
        value.origin = "changed";

        WithPlainSuperclass copy = Codecs.copy(value);

        assertThat(copy.origin).isEqualTo("from the constructor");
    }

    @Test
    void readResolveAndWriteReplaceAreHonoured() {
        assertThat(Codecs.copy(Singleton.INSTANCE)).isSameAs(Singleton.INSTANCE);
        assertThat(Codecs.<Object>copy(new Replaced("instead"))).isEqualTo("instead");
    }

    @Test
    void anInnerObjectKeepsItsOuterOne() {
        Outer outer = new Outer();
        outer.name = "outer";
        assertThat(Codecs.copy(outer.new Inner()).outerName()).isEqualTo("outer");
    }

    @Test
    void lambdasAndProxiesSurvive() {
        String captured = "captured";
        Supplier<String> lambda = (Supplier<String> & Serializable) () -> captured;
        Supplier<?> proxy = (Supplier<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Supplier.class, Greeting.class}, new Greeter());

        assertThat(Codecs.copy(lambda).get()).isEqualTo("captured");
        assertThat(Codecs.copy(proxy).get()).isEqualTo("hello");
    }

    @Test
    void anExceptionKeepsItsMessageAndCause() {
        Exception copy = Codecs.copy(new IllegalStateException("kept", new IOException("cause")));
        assertThat(copy).hasMessage("kept").hasCauseInstanceOf(IOException.class);
    }

    @Test
    void anAccessOrderedMapStaysSo() {
        Map<String, Integer> map = new LinkedHashMap<>(16, 0.75f, true);
        map.put("a", 1);
        map.put("b", 2);

        Map<String, Integer> copy = Codecs.copy(map);
        copy.get("a");

        assertThat(copy.keySet()).containsExactly("b", "a");
    }

    @Test
    void kryoRefusesACycleItCouldNotRead() {
        Node node = new Node();
        node.next = Optional.of(node);
        Node inList = new Node();
        inList.next = List.of("first", inList);

        assertThat(Codecs.kryo().encodeIfPlain(node))
                .as("cycle that can be read")
                .isPresent();
        assertThat(Codecs.kryo().encodeIfPlain(node.next)).isEmpty();
        assertThat(Codecs.kryo().encodeIfPlain(inList.next)).isEmpty();
    }

    @Test
    void aRecordThatContainsItselfGoesByJava() {
        List<Object> list = new ArrayList<>();
        Link link = new Link(list);
        list.add(link);

        assertThat(Codecs.kryo().encodeIfPlain(link)).isEmpty();
        assertThat(Codecs.copy(link).next()).isInstanceOf(List.class);
    }

    @Test
    void aRecordThatIsReachedTwiceIsOneRecord() {
        Link shared = new Link("shared");
        List<Object> copy = Codecs.copy(new ArrayList<>(List.of(shared, new Link(shared))));
        assertThat(((Link) copy.get(1)).next()).isSameAs(copy.get(0)).isEqualTo(shared);
    }

    static final class Outer implements Serializable {
        String name;

        final class Inner implements Serializable {
            String outerName() {
                return name;
            }
        }
    }

    interface Greeting {}

    static final class Greeter implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return "hello";
        }
    }
}
