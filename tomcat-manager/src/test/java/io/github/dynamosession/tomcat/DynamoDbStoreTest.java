package io.github.dynamosession.tomcat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.store.SessionChanges;
import io.github.dynamosession.store.SessionChanges.Delta;
import io.github.dynamosession.store.SessionKey;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionTimes;
import io.github.dynamosession.store.StoreException;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.session.PersistentManager;
import org.apache.catalina.session.StandardSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Tomcat's PersistentManager asks of its store, on two nodes, one of which has sessions in memory. */
final class DynamoDbStoreTest {

    private static final List<String> DESTROYED = new CopyOnWriteArrayList<>();

    private static EmbeddedTomcat left;
    private static EmbeddedTomcat right;
    private static PersistentManager manager;
    private static DynamoDbStore here;
    private static DynamoDbStore elsewhere;

    private String id;
    private StandardSession session;

    @BeforeAll
    static void start() {
        manager = new PersistentManager();
        here = EmbeddedTomcat.store();
        elsewhere = EmbeddedTomcat.store();
        left = node(here, manager);
        right = node(elsewhere, new PersistentManager());
    }

    private static EmbeddedTomcat node(DynamoDbStore store, PersistentManager itsManager) {
        EmbeddedTomcat node = new EmbeddedTomcat();
        Context shop = node.webapp("", (request, response) -> {});
        ((StandardContext) shop).addApplicationLifecycleListener(new HttpSessionListener() {
            @Override
            public void sessionDestroyed(HttpSessionEvent event) {
                DESTROYED.add(event.getSession().getId());
            }
        });
        store.setProperty("sweepInterval", "PT1S");
        itsManager.setStore(store);
        shop.setManager(itsManager);
        return node.start();
    }

    @AfterAll
    static void stop() {
        left.close();
        right.close();
    }

    @BeforeEach
    void newSession() {
        manager.setMaxIdleSwap(-1);
        manager.setMaxIdleBackup(-1);
        manager.setMinIdleSwap(-1);
        manager.setMaxActiveSessions(-1);
        id = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
        session = (StandardSession) manager.createSession(id);
        session.setMaxInactiveInterval(1800);
        session.setAttribute("user", "ann");
    }

    private SwappedSession loadedElsewhere() {
        return (SwappedSession) elsewhere.load(id);
    }

    private void usedLast(int secondsAgo) {
        session.setCreationTime(Instant.now().minusSeconds(secondsAgo).toEpochMilli()); // and with it the last use
    }

    private boolean isInMemory() {
        return manager.isLoaded(id);
    }

    private SessionTimes storedTimes() {
        return elsewhere.running().node().store().load(key()).orElseThrow().times();
    }

    private List<SessionKey> expiredOfItsShard() {
        return elsewhere
                .running()
                .node()
                .store()
                .findExpired(key().shard(), Instant.now(), Optional.empty(), 25)
                .keys();
    }

    private SessionKey key() {
        return elsewhere.running().node().key(id);
    }

    // ---------------------------------------------------------------- load and save

    @Test
    void whatOneNodeSavesAnotherLoads() throws Exception {
        session.setAttribute("cart", new ArrayList<>(List.of("book")));

        here.save(session);

        SwappedSession loaded = loadedElsewhere();
        assertThat(loaded.getAttribute("user")).isEqualTo("ann");
        assertThat(loaded.getAttribute("cart")).isEqualTo(List.of("book"));
        assertThat(loaded.getMaxInactiveInterval()).isEqualTo(1800);
        assertThat(loaded.getCreationTime()).isEqualTo(session.getCreationTime());
    }

    @Test
    void anUnknownIdAndAKeyOfTheTableLoadNothing() throws Exception {
        here.save(session);

        assertThat(here.load("0123456789ABCDEF0123456789ABCDEF")).isNull();
        assertThat(here.load("not an id")).isNull();
        assertThat(here.keys()).contains(key().partitionKey());
        assertThat(here.load(key().partitionKey())).isNull();
    }

    @Test
    void onlyWhatHasChangedIsWritten() throws Exception {
        here.save(session);
        SwappedSession loaded = loadedElsewhere();
        long before = elsewhere.running().node().statistics().saves();
        loaded.getAttribute("user");

        elsewhere.save(loaded);
        assertThat(elsewhere.running().node().statistics().saves()).isEqualTo(before);

        loaded.setAttribute("user", "bob");
        elsewhere.save(loaded);
        assertThat(elsewhere.running().node().statistics().saves()).isEqualTo(before + 1);
        assertThat(loadedElsewhere().getAttribute("user")).isEqualTo("bob");
    }

    @Test
    void aChangeInPlaceIsSaved() throws Exception {
        List<String> cart = new ArrayList<>(List.of("book"));
        session.setAttribute("cart", cart);
        here.save(session);
        cart.add("pen");
        here.save(session);

        SwappedSession loaded = loadedElsewhere();
        @SuppressWarnings("unchecked")
        List<String> sameCart = (List<String>) loaded.getAttribute("cart");
        assertThat(sameCart).containsExactly("book", "pen");
        sameCart.add("ink");
        elsewhere.save(loaded);

        assertThat(loadedElsewhere().getAttribute("cart")).isEqualTo(List.of("book", "pen", "ink"));
    }

    @Test
    void anAttributeThatIsRemovedAfterASaveIsRemovedFromTheStore() throws Exception {
        here.save(session);

        session.removeAttribute("user");
        here.save(session);

        assertThat(loadedElsewhere().getAttribute("user")).isNull();
    }

    @Test
    void aSaveOfAnOlderCopyLeavesWhatAnotherNodeHasChangedSince() throws Exception {
        here.save(session);
        SwappedSession newer = loadedElsewhere();
        newer.setAttribute("user", "bob");
        elsewhere.save(newer);

        session.setAttribute("theme", "dark");
        here.save(session);

        assertThat(loadedElsewhere().getAttribute("user")).isEqualTo("bob");
        assertThat(loadedElsewhere().getAttribute("theme")).isEqualTo("dark");
    }

    @Test
    void aValueThatCannotBeStoredIsNamedAndCostsOnlyItself() throws Exception {
        session.setAttribute("thread", new Thread());
        assertThatThrownBy(() -> here.save(session))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("thread", "java.lang.Thread", "not Serializable");

        session.removeAttribute("thread");
        here.save(session);
        assertThat(loadedElsewhere().getAttribute("user")).isEqualTo("ann");
    }

    @Test
    void aValueThatCannotBeReadCostsOnlyItselfAndStaysStored() throws Exception {
        session.setAttribute("cart", new ArrayList<>(List.of("book")));
        here.save(session);
        byte[] corrupt = {1, 2, 3};
        Delta damage = new Delta(Map.of("cart", corrupt), Set.of(), Map.of());
        SessionStore store = elsewhere.running().node().store();
        SessionTimes times = storedTimes();
        assertThat(store.save(key(), new SessionChanges(damage, Delta.NONE, times, times)))
                .isPresent();

        SwappedSession loaded = loadedElsewhere();
        assertThat(loaded.getAttribute("cart")).isNull();
        loaded.setAttribute("user", "bob");
        elsewhere.save(loaded);

        assertThat(loadedElsewhere().getAttribute("user")).isEqualTo("bob");
        assertThat(store.load(key()).orElseThrow().attributes().get("cart")).isEqualTo(corrupt);
    }

    // ---------------------------------------------------------------- the end

    @Test
    void aLateSaveDoesNotBringBackASessionThatAnotherNodeHasRemoved() throws Exception {
        here.save(session);
        SwappedSession late = loadedElsewhere();
        here.remove(id);

        late.setAttribute("user", "zombie");
        elsewhere.save(late);

        assertThat(here.load(id)).isNull();
        assertThat(late.isValid()).isFalse();
    }

    @Test
    void aSessionInMemoryThatAnotherNodeHasRemovedEndsHereWithItsNextSave() throws Exception {
        here.save(session);
        elsewhere.remove(id);

        session.setAttribute("user", "zombie");
        here.save(session);

        assertThat(elsewhere.load(id)).isNull();
        assertThat(isInMemory()).isFalse();
        assertThat(manager.findSession(id)).isNull();
    }

    @Test
    void aSessionThatEndedBeforeItsFirstSaveIsNotStored() throws Exception {
        session.expire();

        here.save(session);

        assertThat(elsewhere.load(id)).isNull();
    }

    @Test
    void anInvalidatedSessionIsGoneOnAllNodes() throws Exception {
        here.save(session);

        loadedElsewhere().invalidate();

        assertThat(elsewhere.load(id)).isNull();
        assertThat(DESTROYED).containsOnlyOnce(id);
    }

    @Test
    void anExpiredSessionIsToldOnceOfAllNodesAndNotBroughtBack() throws Exception {
        session.setMaxInactiveInterval(1);
        here.save(session);
        SwappedSession late = loadedElsewhere();
        manager.removeSuper(session);

        await().until(() -> DESTROYED.contains(id));
        late.setAttribute("user", "zombie");
        elsewhere.running().save(late);

        assertThat(here.load(id)).isNull();
        await().until(() -> expiredOfItsShard().isEmpty());
        assertThat(DESTROYED).containsOnlyOnce(id);
    }

    // ---------------------------------------------------------------- ids

    @Test
    void aChangeOfTheIdMovesTheStoredSessionAtOnce() throws Exception {
        here.save(session);
        SwappedSession loaded = loadedElsewhere();
        String newId = id.replace('A', 'B') + "0";

        loaded.getManager().changeSessionId(loaded, newId);

        assertThat(here.load(id)).isNull();
        assertThat(((SwappedSession) here.load(newId)).getAttribute("user")).isEqualTo("ann");
    }

    @Test
    void aSessionThatIsInMemorySinceItWasMadeIsStoredUnderItsNewIdAlone() throws Exception {
        here.save(session);
        String newId = id.replace('A', 'B') + "0";

        manager.changeSessionId(session, newId);
        here.save(session);

        assertThat(elsewhere.load(id)).isNull();
        assertThat(((SwappedSession) elsewhere.load(newId)).getAttribute("user"))
                .isEqualTo("ann");
    }

    // ---------------------------------------------------------------- swap-out and backup

    @Test
    void anIdleSessionIsSwappedOutAndComesBackWithItsTimes() throws Exception {
        usedLast(600);
        manager.setMaxIdleSwap(300);

        manager.processExpires();

        assertThat(isInMemory()).isFalse();
        assertThat(storedTimes().lastAccessedTime()).isBefore(Instant.now().minusSeconds(500));
        assertThat(((StandardSession) manager.findSession(id)).getAttribute("user"))
                .isEqualTo("ann");
        assertThat(isInMemory()).isTrue();
    }

    @Test
    void tooManySessionsInMemoryAreSwappedOut() throws Exception {
        manager.setMaxActiveSessions(0);
        manager.setMinIdleSwap(0);

        manager.processExpires();

        assertThat(isInMemory()).isFalse();
        assertThat(((StandardSession) manager.findSession(id)).getAttribute("user"))
                .isEqualTo("ann");
    }

    @Test
    void aBackupLeavesTheSessionInMemory() throws Exception {
        usedLast(10);
        manager.setMaxIdleBackup(0);

        manager.processExpires();

        assertThat(isInMemory()).isTrue();
        assertThat(loadedElsewhere().getAttribute("user")).isEqualTo("ann");
    }

    @Test
    void aSessionInUseInMemoryIsKeptAliveInTheStore() throws Exception {
        usedLast(900);
        here.save(session);
        assertThat(storedTimes().lastAccessedTime()).isBefore(Instant.now().minusSeconds(800));
        session.access();
        session.endAccess();

        manager.processExpires();

        assertThat(storedTimes().lastAccessedTime()).isAfter(Instant.now().minusSeconds(60));
    }

    // ---------------------------------------------------------------- all sessions

    @Test
    void clearingEndsAllStoredSessions() throws Exception {
        here.save(session);
        await().until(() -> List.of(here.keys()).contains(key().partitionKey()));
        assertThat(here.getSize()).isPositive();

        here.clear();

        assertThat(elsewhere.load(id)).isNull();
        assertThat(here.getSize()).isZero();
    }

    @Test
    void theNumberOfSessionsFollowsWhatThisNodeRemoves() throws Exception {
        here.clear();
        here.save(session);
        await().until(() -> here.getSize() == 1);

        here.remove(id);

        await().until(() -> here.getSize() == 0);
    }

    // ---------------------------------------------------------------- without DynamoDB

    @Test
    void withoutDynamoDbASessionIsNotTakenForGoneAndALogoutFailsButNotTheStop() throws Exception {
        PersistentManager offline = new PersistentManager();
        offline.setSaveOnRestart(false);
        DynamoDbStore unreachable = EmbeddedTomcat.store();
        unreachable.setProperty("endpoint", "http://127.0.0.1:1");
        unreachable.setProperty("callTimeout", "PT0.2S");
        unreachable.setProperty("attemptTimeout", "PT0.1S");
        EmbeddedTomcat node = node(unreachable, offline);
        StandardSession inMemory = (StandardSession) offline.createSession(null);
        offline.createSession(null);

        assertThatThrownBy(() -> offline.findSession(id)).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> unreachable.save(inMemory)).isInstanceOf(IOException.class);
        assertThatThrownBy(inMemory::invalidate).isInstanceOf(StoreException.class);
        assertThatThrownBy(unreachable::keys).isInstanceOf(IOException.class);
        assertThat(unreachable.getSize()).as("Tomcat undeploys what has none").isPositive();
        unreachable.processExpires();

        node.close();

        assertThat(unreachable.getState()).isEqualTo(LifecycleState.STOPPED);
    }

    // ---------------------------------------------------------------- configuration

    @Test
    void propertiesWithoutAMeaningForAStoreStopTheStartWithAllThatIsWrong() {
        DynamoDbStore store = EmbeddedTomcat.store();
        store.setManager(manager);
        store.setProperty("lockMode", "session");
        store.setProperty("readinessPath", "/ready");
        store.setProperty("codec", "xml");
        store.setProperty("tabelName", "x");

        assertThatThrownBy(store::start)
                .hasMessageContainingAll(
                        "lockMode=session cannot be set here: a Store does not see requests",
                        "readinessPath",
                        "codec=xml",
                        "tabelName is not a property");
    }
}
