package io.github.dynamosession.boot;

import io.github.dynamosession.store.SessionMetrics;
import jakarta.servlet.ServletContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * Is told by the sessions while the application's container runs: they are there from its start on, which is later than its
 * beans. It begins last and ends first.
 */
final class NodeListener implements SmartLifecycle {

    private final ServletContext application;
    private final Function<SessionMetrics, Runnable> listen;
    private volatile @Nullable Runnable end;

    /** @param listen begins it, and returns what ends it */
    NodeListener(ServletContext application, Function<SessionMetrics, Runnable> listen) {
        this.application = application;
        this.listen = listen;
    }

    @Override
    public void start() {
        if (application.getAttribute(SessionMetrics.CONTEXT_ATTRIBUTE) instanceof SessionMetrics metrics) {
            end = listen.apply(metrics);
        }
    }

    @Override
    public void stop() {
        Runnable before = end;
        end = null;
        if (before != null) {
            before.run();
        }
    }

    @Override
    public boolean isRunning() {
        return end != null;
    }
}
