package io.github.dynamosession.tomcat;

import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Engine;
import org.apache.catalina.Host;

/** The default scope of session ids: which web application they belong to. */
final class ApplicationNames {

    private ApplicationNames() {}

    /**
     * The context's name ("/" for ROOT), which has the version of a parallel deployment in it. Contexts of virtual
     * hosts besides the default one have the host's name in front: ids of one host are not valid on another.
     */
    static String of(Context context) {
        String name = context.getName().isEmpty() ? "/" : context.getName();
        if (context.getParent() instanceof Host host && !isDefault(host)) {
            return host.getName() + name;
        }
        return name;
    }

    private static boolean isDefault(Host host) {
        Container parent = host.getParent();
        return !(parent instanceof Engine engine) || host.getName().equalsIgnoreCase(engine.getDefaultHost());
    }
}
