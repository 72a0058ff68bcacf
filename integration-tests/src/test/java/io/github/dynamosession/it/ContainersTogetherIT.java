package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** One application on nodes of different containers, and of different versions of one: amid an upgrade or a move. */
final class ContainersTogetherIT {

    @ParameterizedTest(autoCloseArguments = false)
    @ArgumentsSource(Clusters.Pairs.class)
    void aSessionContinuesOnTheOtherContainerAndComesBack(Node here, Node there) {
        Browser ann = new Browser();
        ann.on(here, "set:user:ann", "put:cart:cart", "put:list:list", "put:person:person", "setInterval:900")
                .ok();
        String created = ann.ask(here, "created");

        ann.on(there, "add:cart:pear", "add:list:plum", "remove:person").ok();

        assertThat(ann.ask(here, "get:cart")).endsWith("[pear]");
        assertThat(ann.ask(here, "get:list")).isEqualTo("[plum]");
        assertThat(ann.ask(here, "names")).isEqualTo("cart,list,user");
        assertThat(ann.ask(there, "interval")).isEqualTo("900");
        assertThat(ann.ask(there, "created")).isEqualTo(created);
        assertThat(ann.ask(there, "isNew")).isEqualTo("false");
    }

    @ParameterizedTest(autoCloseArguments = false)
    @ArgumentsSource(Clusters.Pairs.class)
    void aCounterOnBothContainersLosesNoRequest(Node here, Node there) {
        Browser ann = new Browser();
        ann.on(here, "put:list:list").ok();
        for (int i = 0; i < 20; i++) {
            ann.on(i % 2 == 0 ? there : here, "add:list:" + i).ok();
        }

        assertThat(ann.ask(there, "get:list").split(",")).hasSize(20);
    }

    @ParameterizedTest(autoCloseArguments = false)
    @ArgumentsSource(Clusters.Pairs.class)
    void aChangedIdAndALogoutCountOnBothContainers(Node here, Node there) {
        Browser ann = new Browser();
        ann.on(here, "set:user:ann").ok();
        String old = ann.sessionId();

        ann.on(there, "changeId").ok();
        assertThat(ann.ask(here, "get:user")).isEqualTo("ann");
        assertThat(new Browser(old).ask(here, "id")).isEqualTo(Answer.NONE);
        assertThat(new Browser(old).ask(there, "id")).isEqualTo(Answer.NONE);

        String last = ann.sessionId();
        ann.on(there, "invalidate").ok();
        assertThat(new Browser(last).ask(here, "id")).isEqualTo(Answer.NONE);
        assertThat(new Browser(last).ask(there, "id")).isEqualTo(Answer.NONE);
    }

    /** A login is of one container: the other may not know the user, but serves the session and keeps the login. */
    @ParameterizedTest(autoCloseArguments = false)
    @ArgumentsSource(Clusters.Pairs.class)
    void aLoginSurvivesTheOtherContainer(Node here, Node there) {
        Browser ann = new Browser();
        ann.on(here, "set:user:ann", "login:ann:secret").ok();

        ann.on(there, "user", "set:more:1").ok();

        assertThat(ann.ask(there, "get:user")).isEqualTo("ann");
        assertThat(ann.ask(here, "user")).isEqualTo("ann");
    }

    /** Requests that overlap on different containers change different attributes. */
    @ParameterizedTest(autoCloseArguments = false)
    @ArgumentsSource(Clusters.Pairs.class)
    void overlappingRequestsOnBothContainersBothWin(Node here, Node there) {
        Browser ann = new Browser();
        ann.on(here, "set:user:ann").ok();
        Held first = ann.hold(here, "get:user", "hold", "set:here:1");
        Held last = ann.hold(there, "get:user", "hold", "set:there:1");
        first.release().ok();
        last.release().ok();

        assertThat(ann.ask(here, "names")).isEqualTo("here,there,user");
        assertThat(ann.ask(there, "names")).isEqualTo("here,there,user");
    }
}
