package io.github.dynamosession.node.request;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionIdsTest {

    private static final String ID = "0123456789ABCDEF0123456789ABCDEF";

    @Test
    void trap31ARouteSuffixIsNoPartOfWhatTheSessionIsStoredUnder() {
        assertThat(SessionIds.withoutRoute(ID + ".node1")).isEqualTo(ID);
        assertThat(SessionIds.withoutRoute(ID + ".node.2")).isEqualTo(ID);
        assertThat(SessionIds.withoutRoute(ID)).isEqualTo(ID);
    }

    @Test
    void aWorkerNameThatJettyAppendsIsNoPartOfItEither() {
        String jettys = "Node-1_1k8v2x0a3f9qz1ab3cd5ef7gh9i0";
        assertThat(SessionIds.withoutRoute(jettys + ".Node-2")).isEqualTo(jettys);
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.0123456789ABCDEF", "tenant-7.random", "short.1"})
    void anIdOfAnotherGeneratorStaysWhole(String id) {
        assertThat(SessionIds.withoutRoute(id)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "line\nbreak", "nul\0", "ümlaut", "delete\u007f"})
    void trap25AMalformedIdIsNotWorthARead(String id) {
        assertThat(SessionIds.isWellFormed(id)).isFalse();
    }

    @Test
    void trap25AnOversizedIdIsNotWorthARead() {
        assertThat(SessionIds.isWellFormed("A".repeat(256))).isTrue();
        assertThat(SessionIds.isWellFormed("A".repeat(257))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {ID, ID + ".node1", "0123456789ABCDEF"})
    void anIdCanSayThatItsSessionHasNoLogin(String id) {
        String saying = SessionIds.sayingNoLogin(id);

        assertThat(SessionIds.saysNoLogin(id)).isFalse();
        assertThat(SessionIds.saysNoLogin(saying)).isTrue();
        assertThat(SessionIds.withoutRoute(saying)).isEqualTo(SessionIds.withoutRoute(id) + "0");
        assertThat(SessionIds.saysNoLogin(SessionIds.sayingNothing(saying))).isFalse();
    }

    /** Such as those that Jetty made, or a generator of the application's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "node01k8v2x0a3f9qz1ab3cd5ef7gh9i0",
                "app.0123456789ABCDEF",
                "0123456789abcdef0",
                "0123456789ABCDE",
                "0123456789ABCDEF0.",
                "0123456789ABCDEF0x",
                "ABC"
            })
    void anIdOfAnotherKindSaysNothing(String id) {
        assertThat(SessionIds.saysNoLogin(id)).isFalse();
        assertThat(SessionIds.sayingNoLogin(id)).isEqualTo(id);
        assertThat(SessionIds.sayingNothing(id)).isEqualTo(id);
    }
}
