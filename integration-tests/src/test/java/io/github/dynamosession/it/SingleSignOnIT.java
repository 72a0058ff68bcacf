package io.github.dynamosession.it;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.it.wire.StoreCall;
import io.github.dynamosession.it.wire.StoreFault;
import io.github.dynamosession.it.wire.WireCall;
import io.github.dynamosession.store.SessionKey;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trap 22: three web applications on a Tomcat 10.1 and a Tomcat 11; every request reaches another node. */
final class SingleSignOnIT {

    private static final Duration LONGER_THAN_IDLE = Duration.ofSeconds(4);

    private static SignOnNodes nodes;

    private final Visitor ann = new Visitor(nodes);

    @BeforeAll
    static void start() {
        nodes = new SignOnNodes();
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @Test
    void aLoginToOneApplicationIsOneToTheOthersOnEveryNode() {
        ann.logIn("shop");

        Answer there =
                ann.in("news", "user", "role:user", "role:admin", "authType").ok();
        assertThat(there.of("user")).isEqualTo("ann");
        assertThat(there.of("role:user")).isEqualTo("true");
        assertThat(there.of("role:admin")).isEqualTo("false");
        assertThat(there.of("authType")).isEqualTo("FORM");
        assertThat(ann.isLoggedInTo("news")).isTrue();
        assertThat(ann.isLoggedInTo("blog")).isTrue();
    }

    @Test
    void pagesThatNeedNoLoginKnowTheUserToo() {
        ann.outside("news", "set:theme:dark").ok();
        ann.logIn("shop");

        assertThat(ann.outside("news", "user").of("user")).isEqualTo("ann");
        assertThat(ann.outside("blog", "user").of("user")).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"invalidate", "logout"})
    void aLogoutFromOneApplicationIsOneFromAllOnEveryNode(String logout) {
        ann.logIn("shop");
        ann.in("news", "set:cart:tea").ok();
        ann.in("blog", "set:draft:text").ok();

        ann.in("news", logout).ok();

        assertThat(ann.isLoggedInTo("shop")).isFalse();
        assertThat(ann.isLoggedInTo("news")).isFalse();
        assertThat(ann.isLoggedInTo("blog")).isFalse();
    }

    @Test
    void whoHasLoggedOutLogsInAgainToAllByOneForm() {
        ann.logIn("shop");
        ann.in("news", "invalidate").ok();

        ann.logIn("news");

        assertThat(ann.isLoggedInTo("shop")).isTrue();
    }

    @Test
    void aSessionThatExpiresEndsNoOtherAndIsLoggedInAnew() {
        ann.logIn("shop");
        ann.in("news", "set:cart:tea", "setInterval:1").ok();

        // each request keeps it alive
        await().pollInterval(LONGER_THAN_IDLE)
                .until(() -> ann.in("news", "get:cart").ok().of("get:cart").equals(Answer.NONE));

        assertThat(ann.isLoggedInTo("news")).isTrue();
        assertThat(ann.isLoggedInTo("shop")).isTrue();
    }

    @Test
    void theLastSessionThatExpiresTakesTheLoginAlong() {
        ann.logIn("shop");
        assertThat(hasEntry(ann)).isTrue();

        ann.in("shop", "setInterval:1").ok();

        await().atMost(Duration.ofSeconds(60)).until(() -> !hasEntry(ann)); // visiting would make another session of it
        assertThat(ann.isLoggedInTo("news")).isFalse();
    }

    private static boolean hasEntry(Visitor visitor) {
        Set<String> stored = nodes.table().items().keySet();
        return visitor.cookies().stream()
                .map(value -> SessionKey.of("sso:localhost", value).partitionKey())
                .anyMatch(stored::contains);
    }

    @Test
    void aSessionWithANewIdIsEndedByALogoutElsewhere() {
        ann.logIn("shop");
        ann.in("news", "user").ok();
        ann.in("shop", "changeId").ok();

        ann.in("news", "invalidate").ok();

        assertThat(ann.isLoggedInTo("shop")).isFalse();
    }

    @Test
    void applicationsThatAreVisitedAtOnceOnDifferentNodesAllTakePart() {
        for (int i = 0; i < 10; i++) {
            Visitor visitor = new Visitor(nodes);
            visitor.logIn("shop");
            CompletableFuture<Answer> news =
                    supplyAsync(() -> visitor.on(nodes.all().get(0), "/news/secured/do", "set:cart:tea", "user"));
            Answer blog = visitor.on(nodes.all().get(1), "/blog/secured/do", "set:cart:tea", "user");
            assertThat(blog.ok().of("user")).isEqualTo("ann");
            assertThat(news.join().ok().of("user")).isEqualTo("ann");

            visitor.in("shop", "invalidate").ok();

            assertThat(visitor.isLoggedInTo("news")).isFalse();
            assertThat(visitor.isLoggedInTo("blog")).isFalse();
        }
    }

    @Test
    void aRequestWhoseSessionIsLoggedInAsksNothingOfSingleSignOn() {
        ann.logIn("shop");
        ann.in("news", "user").ok();
        nodes.wire().forgetCalls();

        for (int i = 0; i < 4; i++) {
            ann.in("shop", "user").ok();
            ann.in("news", "user", "set:turn:" + i).ok();
        }

        assertThat(nodes.wire().calls()).isEmpty();
    }

    @Test
    void theFirstRequestToAnotherApplicationReadsTheEntryAndAddsItsSession() {
        ann.logIn("shop");
        nodes.wire().forgetCalls();

        ann.in("news", "user").ok();

        assertThat(nodes.wire().calls())
                .extracting(WireCall::operation)
                .containsExactlyInAnyOrder("GetItem", "GetItem", "UpdateItem");
    }

    @Test
    void aLoginStoresTheEntryAndAddsItsSessionAndALogoutEndsIt() {
        nodes.wire().forgetCalls();
        ann.logIn("shop");
        assertThat(nodes.wire().calls())
                .extracting(WireCall::operation)
                .containsExactlyInAnyOrder("PutItem", "GetItem", "UpdateItem");

        nodes.wire().forgetCalls();
        ann.in("shop", "invalidate").ok();
        assertThat(nodes.wire().calls())
                .extracting(WireCall::operation)
                .containsExactlyInAnyOrder("UpdateItem", "UpdateItem", "DeleteItem");
    }

    @Test
    void whileTheStoreIsDownTheLoginIsNotTakenForOneThatIsGone() {
        ann.logIn("shop");
        nodes.wire().fail(StoreCall.GET_ITEM, StoreFault.SERVER_ERROR);
        try {
            assertThat(ann.in("news", "user").status()).isEqualTo(503);
            assertThat(ann.in("shop", "user").ok().of("user")).isEqualTo("ann");
        } finally {
            nodes.wire().heal();
        }
        assertThat(ann.isLoggedInTo("news")).isTrue();
    }

    @Test
    void neitherPasswordNorCookieIsInTheTable() {
        ann.logIn("shop");
        ann.in("news", "user").ok();

        String stored = TableBytes.of(nodes.table());
        assertThat(stored).contains("principal").doesNotContain("secre\u00f4", "secret");
        assertThat(ann.cookies()).hasSize(3).noneMatch(stored::contains);
    }
}
