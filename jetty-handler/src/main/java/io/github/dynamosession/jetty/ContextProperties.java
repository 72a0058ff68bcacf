package io.github.dynamosession.jetty;

import java.util.List;
import java.util.Map;
import org.eclipse.jetty.server.Context;

/** What a context says of its sessions: its name, and attributes that override properties of the server. */
final class ContextProperties {

    /** Of each property's name, wherever Jetty's users type it. */
    static final String PREFIX = "jetty.session.dynamodb.";

    private ContextProperties() {}

    static void addTo(Map<String, String> properties, Context context) {
        for (String name : context.getAttributeNameSet()) {
            if (name.startsWith(PREFIX)) {
                properties.put(name.substring(PREFIX.length()), String.valueOf(context.getAttribute(name)));
            }
        }
        properties.putIfAbsent("applicationName", defaultApplicationName(context));
    }

    /** The context path ("/" for the root), in front of it the first virtual host if there is one. */
    static String defaultApplicationName(Context context) {
        String path = context.getContextPath();
        List<String> hosts = context.getVirtualHosts();
        String name = path == null || path.isEmpty() ? "/" : path;
        return hosts == null || hosts.isEmpty() ? name : hosts.get(0) + name;
    }
}
