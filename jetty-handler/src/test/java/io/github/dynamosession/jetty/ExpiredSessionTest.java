package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.Session;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionData;
import org.eclipse.jetty.session.TestableSessionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Traps 11 and 12. */
class ExpiredSessionTest {

    private final Server server = new Server();
    private final Listening manager = new Listening();

    @BeforeEach
    void start() throws Exception {
        manager.setServer(server);
        server.addBean(manager);
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    void theEndIsToldBeforeTheAttributesLeave() {
        ExpiredSession.end(sessionWith("a"));
        assertThat(manager.told).containsExactly("destroyed", "a");
    }

    @Test
    void attributesThatFailCostOnlyTheirOwnEvents() {
        ManagedSession session = sessionWith("a", "failing-b", "c", "failing-d", "e", "failing-f", "g");
        ExpiredSession.end(session);
        assertThat(manager.told).containsExactlyInAnyOrder("destroyed", "a", "c", "e", "g");
        assertThat(session.isValid()).isFalse();
    }

    @Test
    void aListenerThatFailsKeepsNoAttributeFromItsEvent() {
        manager.failing = true;
        Throwable failure = catchThrowable(() -> ExpiredSession.end(sessionWith("a")));
        assertThat(failure).hasMessage("as the test wants");
        assertThat(manager.told).containsExactly("a");
    }

    private ManagedSession sessionWith(String... attributes) {
        SessionData data = new SessionData("id", "/", "0.0.0.0", 1, 1, 1, 1000);
        for (String name : attributes) {
            data.setAttribute(name, "value");
        }
        ManagedSession session = new ManagedSession(manager, data);
        session.setResident(true);
        return session;
    }

    private static final class Listening extends TestableSessionManager {

        final List<String> told = new ArrayList<>();
        boolean failing;

        @Override
        public void onSessionDestroyed(Session session) {
            if (failing) {
                throw new IllegalStateException("as the test wants");
            }
            told.add("destroyed");
        }

        @Override
        public void onSessionAttributeUpdate(Session session, String name, Object oldValue, Object newValue) {
            if (name.startsWith("failing")) {
                throw new IllegalStateException("as the test wants");
            }
            told.add(name);
        }
    }
}
