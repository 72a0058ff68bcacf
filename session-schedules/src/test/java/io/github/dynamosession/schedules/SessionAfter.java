package io.github.dynamosession.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import io.github.dynamosession.node.session.LocalSession;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session when both requests are over.
 *
 * @param session as another node finds it in the store
 * @param shared the object that both had
 * @param operations of both
 */
record SessionAfter(Node node, LocalSession session, LocalSession shared, List<Operation> operations) {

    private @Nullable Object stored(String name) {
        return session.attributes().get(name);
    }

    private @Nullable Object ofThisNode(String name) {
        return shared.attributes().get(name);
    }

    void assertStored(String name, List<Integer> value) {
        if (operations.contains(Operation.JOINS_AFTER_ANOTHER_NODE)) { // which may have set the name before, or since
            Integer change = value.get(value.size() - 1);
            assertThat(node.saved(name))
                    .as("%s as it was saved", name)
                    .anySatisfy(saved -> assertThat(saved).asInstanceOf(LIST).endsWith(change));
        } else {
            assertBothAre(name, value);
        }
    }

    private void assertBothAre(String name, List<Integer> value) {
        assertThat(stored(name)).as("%s", name).isEqualTo(value);
        assertThat(ofThisNode(name)).as("%s of this node", name).isEqualTo(value);
    }

    void assertStoredIn(String map, String key) {
        assertThat(stored(map)).as("%s", map).asInstanceOf(MAP).containsKey(key);
        assertThat(ofThisNode(map)).as("%s of this node", map).asInstanceOf(MAP).containsKey(key);
    }

    void assertNotStored(String name) {
        if (operations.contains(Operation.JOINS_AFTER_ANOTHER_NODE)) {
            assertThat(node.saved(name)).as("%s as it was saved", name).isEmpty();
        } else {
            assertThat(stored(name)).as("%s", name).isNull();
            assertThat(ofThisNode(name)).as("%s of this node", name).isNull();
        }
    }

    void assertNodeHasWhatIsStored(String name) {
        assertThat(ofThisNode(name)).as("%s of this node", name).isEqualTo(stored(name));
    }

    void assertNeverSaved(String name) {
        assertThat(node.saved(name)).as("%s as it was saved", name).isEmpty();
        assertNodeHasWhatIsStored(name);
    }

    void assertNotStoredAs(String name, String value) {
        assertThat(stored(name)).as("%s", name).isNotEqualTo(value);
        assertNodeHasWhatIsStored(name);
    }

    void assertStoredAsOneOfBothSetIt(String name) {
        assertThat(stored(name)).as("%s", name).isIn("a", "b");
        assertNodeHasWhatIsStored(name);
    }

    /** Requests that had the lock have added one each, unless they failed. */
    void assertCounted(String name) {
        List<Integer> counted = new ArrayList<>(List.of(0));
        counted.addAll(Collections.nCopies(Collections.frequency(operations, Operation.LOCKS_IT), 1));
        node.lockAsAnother(session);
        assertBothAre(name, counted);
    }

    void assertRenamed() {
        assertThat(session.storedKey()).isEqualTo(shared.storedKey()).isIn(Node.idOf("a"), Node.idOf("b"));
        assertThat(shared.isToBeRenamed()).isFalse();
    }
}
