package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two web applications on each node that share cookie, table and class names, and nothing else. */
@OnEveryContainer
final class WebApplicationsIT {

    private static final String ONE = "/one/do";
    private static final String TWO = "/two/do";

    private final ContainerKind kind;
    private final Node a;
    private final Node b;
    private final Browser ann = new Browser();

    WebApplicationsIT(Cluster cluster) {
        kind = cluster.kind();
        a = cluster.node(0);
        b = cluster.node(1);
    }

    @BeforeEach
    void oneIdInBothApplications() {
        ann.get(a, ONE, "set:user:ann of one", "put:cart:cart").ok();
        String id = ann.sessionId();
        ann.get(a, TWO, "set:user:ann of two", "put:cart:cart").ok();
        assertThat(ann.sessionId()).isEqualTo(id);
    }

    /** Trap 30. */
    @Test
    void equalIdsOfTwoApplicationsNameTwoSessions() {
        ann.get(b, ONE, "set:only:one").ok();

        assertThat(ann.get(b, ONE, "get:user").of("get:user")).isEqualTo("ann of one");
        assertThat(ann.get(b, TWO, "get:user").of("get:user")).isEqualTo("ann of two");
        assertThat(ann.get(a, TWO, "names").of("names")).isEqualTo("cart,user");
    }

    /** Trap 30. Jetty's rule is that sessions of one id end together. */
    @Test
    void anInvalidationEndsTheSessionOfOneApplicationOnTomcatAndThoseOfThisIdOnJetty() {
        ann.get(b, ONE, "invalidate").ok();

        assertThat(ann.get(a, ONE, "id").of("id")).isEqualTo(Answer.NONE);
        assertThat(ann.get(a, TWO, "get:user").of("get:user")).isEqualTo(kind.isJetty() ? Answer.NONE : "ann of two");
    }

    /** Trap 30: the included application's own pipeline does not run. */
    @Test
    void anIncludeOfAnotherApplicationSavesTheSessionsOfBoth() {
        ann.get(a, ONE, "set:user:changed in one", "include:/two", "set:user:changed in two")
                .ok();

        assertThat(ann.get(b, ONE, "get:user").of("get:user")).isEqualTo("changed in one");
        assertThat(ann.get(b, TWO, "get:user").of("get:user")).isEqualTo("changed in two");
    }

    /** Trap 18. */
    @Test
    void eachApplicationReadsItsValuesWithItsOwnClasses() {
        ann.get(b, ONE, "add:cart:pear").ok();
        ann.get(b, TWO, "add:cart:plum").ok();

        assertThat(ann.get(a, ONE, "get:cart").of("get:cart")).endsWith("[pear]");
        assertThat(ann.get(a, TWO, "get:cart").of("get:cart")).endsWith("[plum]");
    }

    /** Trap 18. */
    @Test
    void aReloadedApplicationReadsTheSessionsWithItsNewClasses() {
        ann.get(a, ONE, "add:cart:pear").ok();
        a.control("reload:/one").ok();

        assertThat(ann.get(a, ONE, "add:cart:plum", "get:cart").ok().of("get:cart"))
                .endsWith("[pear, plum]");
        assertThat(ann.get(b, ONE, "get:cart").of("get:cart")).endsWith("[pear, plum]");
    }
}
