package io.github.dynamosession.tomcat;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat binds to the session of a logged-in user who has WebSockets on this node, to close them when the session
 * ends. Tomcat sets it as an attribute, but it is none of the application's: it is of use on this node alone, must be
 * there when no request is, and has the session id in it, which must not be stored.
 *
 * <p>The session may end on another node. So those that have such a binding are looked up at intervals.
 */
final class WebSocketBindings {

    private static final String CONTAINER_PACKAGE = "org.apache.tomcat.websocket.";

    /** What was bound, and under which name. */
    private record Binding(String name, HttpSessionBindingListener listener) {}

    private final DynamoDbManager manager;
    private final Clock clock;
    private final Duration interval;
    private final ConcurrentMap<String, Binding> bindings = new ConcurrentHashMap<>();
    private volatile Instant next;

    WebSocketBindings(DynamoDbManager manager, Clock clock, Duration interval) {
        this.manager = manager;
        this.clock = clock;
        this.interval = interval;
        this.next = clock.instant().plus(interval);
    }

    /** Tells whether an attribute of this name belongs here. */
    static boolean isOne(@Nullable String name) {
        return name != null && name.startsWith(CONTAINER_PACKAGE);
    }

    @Nullable
    Object get(String sessionId) {
        Binding binding = bindings.get(sessionId);
        return binding == null ? null : binding.listener();
    }

    void bind(String sessionId, String name, HttpSessionBindingListener listener) {
        bindings.put(sessionId, new Binding(name, listener));
    }

    void renamed(String oldId, String newId) {
        Binding binding = bindings.remove(oldId);
        if (binding != null) {
            bindings.put(newId, binding);
        }
    }

    /** Closes the sockets of a session that is not valid any more. */
    void ended(DynamoDbSession session) {
        Binding binding = bindings.remove(session.getIdInternal());
        if (binding != null) {
            binding.listener()
                    .valueUnbound(
                            new HttpSessionBindingEvent(session.getSession(), binding.name(), binding.listener()));
        }
    }

    /** Look-ups of each session with a binding, if it is time to: one that ended elsewhere ends here, see {@link #ended}. */
    List<Runnable> lookUpsDue() {
        if (clock.instant().isBefore(next)) {
            return List.of();
        }
        next = clock.instant().plus(interval);
        return bindings.keySet().stream()
                .<Runnable>map(sessionId ->
                        () -> TomcatContainer.inApplication(manager.getContext(), () -> manager.findSession(sessionId)))
                .toList();
    }
}
