package io.github.dynamosession.jetty;

import io.github.dynamosession.store.SessionStoreConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.server.Context;

/** The configuration of one context: the server's properties, and what the context's own attributes say otherwise. */
final class ContextProperties {

    private static final String PREFIX = "jetty.session.dynamodb.";

    private ContextProperties() {}

    static SessionStoreConfig config(Context context, Map<String, String> properties) {
        Map<String, String> typed = new TreeMap<>(properties);
        for (String name : context.getAttributeNameSet()) {
            if (name.startsWith(PREFIX)) {
                typed.put(name.substring(PREFIX.length()), String.valueOf(context.getAttribute(name)));
            }
        }
        typed.putIfAbsent("applicationName", defaultApplicationName(context));
        return SessionStoreConfig.of(typed);
    }

    /** The context path ("/" for the root), in front of it the first virtual host if there is one. */
    static String defaultApplicationName(Context context) {
        String path = context.getContextPath();
        List<String> hosts = context.getVirtualHosts();
        String name = path == null || path.isEmpty() ? "/" : path;
        return hosts == null || hosts.isEmpty() ? name : hosts.get(0) + name;
    }
}
