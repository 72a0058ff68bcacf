package io.github.dynamosession.jetty;

import java.util.Map;
import org.eclipse.jetty.server.Context;

/** What a context says of its sessions: attributes that override properties of the server. */
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
        properties.putIfAbsent("applicationName", ApplicationNames.of(context));
    }
}
