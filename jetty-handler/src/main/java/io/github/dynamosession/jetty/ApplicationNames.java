package io.github.dynamosession.jetty;

import java.util.List;
import org.eclipse.jetty.server.Context;

/** What applications are called whose operators give them no name. */
final class ApplicationNames {

    private ApplicationNames() {}

    /** The context path ("/" for the root), in front of it the first virtual host if there is one. */
    static String of(Context context) {
        String path = context.getContextPath();
        List<String> hosts = context.getVirtualHosts();
        String name = path == null || path.isEmpty() ? "/" : path;
        return hosts == null || hosts.isEmpty() ? name : hosts.get(0) + name;
    }
}
