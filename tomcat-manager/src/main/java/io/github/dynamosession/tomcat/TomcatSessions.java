package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.NodeSessions;
import io.github.dynamosession.node.UndoStack;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.catalina.Context;

/** The sessions of one web application while its manager runs: those of the node, and what Tomcat needs besides. */
final class TomcatSessions implements AutoCloseable {

    private final DynamoDbManager manager;
    private final NodeSessions node;
    private final ApplicationSessions all;
    private final WebSocketBindings webSockets;
    private final LastBytes lastBytes;
    private final AroundAuthenticator authenticator;
    private final UndoStack undo = new UndoStack();

    private TomcatSessions(DynamoDbManager manager, NodeSessions node) {
        this.manager = manager;
        this.node = node;
        undo.push("the sessions of the node", node::close);
        all = new ApplicationSessions(manager.getContext(), manager.inUse(), node);
        webSockets = new WebSocketBindings(manager, node.clock(), node.config().sweepInterval());
        lastBytes = new LastBytes(node.config().applicationName());
        undo.push("the thread of last bytes", lastBytes::close);
        authenticator =
                AroundAuthenticator.enter(manager.getContext(), () -> Optional.ofNullable(RequestScope.current(manager))
                        .map(RequestScope::lookUps));
        undo.push(
                "the valves around the authenticator",
                () -> authenticator.leave(manager.getContext().getPipeline()));
    }

    /** Opens the store; if that fails, nothing is left. */
    static TomcatSessions open(
            DynamoDbManager manager, SessionStoreConfig config, Function<SessionStoreConfig, SessionStore> opener) {
        NodeSessions node = NodeSessions.open(
                config, opener, new TomcatContainer(manager, (id, session) -> new ExpiredSession(manager)
                        .end(id, session)));
        try {
            return new TomcatSessions(manager, node);
        } catch (Throwable e) {
            node.close();
            throw e;
        }
    }

    /** The manager has them now: requests may come, and the application may be told of expired sessions. */
    void begin() {
        Context context = manager.getContext();
        undo.push("what tells of requests that begin", () -> RequestedCookies.unwatch(context, manager));
        RequestedCookies.watch(context, manager);
        ExpiryEvents expiryEvents = new ExpiryEvents(context, node);
        undo.push("the listener to the end of the start", expiryEvents::close);
        expiryEvents.open();
    }

    /** The manager has them until this returns: the last listener to an expired session finds everything running. */
    @Override
    public void close() {
        undo.close();
    }

    NodeSessions node() {
        return node;
    }

    /** Those of the application, on whatever node. */
    ApplicationSessions all() {
        return all;
    }

    WebSocketBindings webSockets() {
        return webSockets;
    }

    /** See {@link AroundAuthenticator#mayIdsSayNoLogin}. */
    boolean mayIdsSayNoLogin() {
        return authenticator.mayIdsSayNoLogin();
    }

    /** Holds the ends of responses back for requests that are still in the application. */
    LastBytes lastBytes() {
        return lastBytes;
    }

    /** Keeps sessions alive that a request has been in for long, and looks for WebSockets whose session ended elsewhere. */
    void beginRound() {
        node.rounds().begin(() -> {
            List<Runnable> steps = new ArrayList<>(webSockets.lookUpsDue());
            steps.addAll(manager.inUse().touchesDue());
            return steps;
        });
    }
}
