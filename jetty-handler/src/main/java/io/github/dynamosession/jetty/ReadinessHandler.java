package io.github.dynamosession.jetty;

import io.github.dynamosession.node.NodeSessions;
import io.github.dynamosession.node.request.ReadinessProbe;
import io.github.dynamosession.store.InvalidConfigurationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers load balancers at the {@code readinessPath} of each context. It is a handler of the server, before all others: those
 * of a context cannot change any more when the context's sessions start.
 */
final class ReadinessHandler extends Handler.Wrapper {

    static final String PROPERTY = "readinessPath";

    private final Map<ContextHandler, ReadinessProbe> probes = new ConcurrentHashMap<>();

    /** To be called when the server is about to start, so that nothing of it runs yet. */
    void enter(Server server) {
        if (!server.getDescendants().contains(this)) {
            setHandler(server.getHandler());
            server.setHandler(this);
        }
    }

    /**
     * Answers for a context from now on, if its configuration says where.
     *
     * @throws InvalidConfigurationException if it does, and no request comes through here
     */
    void open(Context context, NodeSessions node) {
        Optional<String> path = node.config().readinessPath();
        if (path.isPresent()) {
            if (!isOnServer() || !(context instanceof ContextHandler.ScopedContext scoped)) {
                throw new InvalidConfigurationException(List.of(PROPERTY + "=" + path.get()
                        + " needs a DynamoDbSessionDataStoreFactory that has it and is on the server before it starts, and a"
                        + " ContextHandler; add them, or leave " + PROPERTY + " out"));
            }
            probes.put(scoped.getContextHandler(), node.readinessProbe());
        }
    }

    private boolean isOnServer() {
        return isStarting() || isStarted();
    }

    /** Undoes {@link #open}. */
    void close(Context context) {
        probes.keySet().removeIf(known -> known.getContext() == context);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        for (Map.Entry<ContextHandler, ReadinessProbe> entry : probes.entrySet()) {
            if (isAt(request, entry.getKey(), entry.getValue())) {
                tell(response, callback, entry.getValue().answer());
                return true;
            }
        }
        return super.handle(request, response, callback);
    }

    /** A context that starts, or is about to stop, answers itself, as it does every request. */
    private static boolean isAt(Request request, ContextHandler context, ReadinessProbe probe) {
        String path = request.getHttpURI().getCanonicalPath();
        String pathInContext = path == null ? null : context.getContext().getPathInContext(path);
        return pathInContext != null
                && probe.isAt(pathInContext)
                && context.isStarted()
                && context.isAvailable()
                && context.checkVirtualHost(request);
    }

    private static void tell(Response response, Callback callback, ReadinessProbe.Answer answer) {
        response.setStatus(answer.status());
        answer.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(answer.text().getBytes(StandardCharsets.UTF_8)), callback);
    }
}
