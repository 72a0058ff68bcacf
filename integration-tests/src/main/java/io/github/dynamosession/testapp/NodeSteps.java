package io.github.dynamosession.testapp;

import static java.util.Map.entry;

import io.github.dynamosession.testapp.Script.Step;
import java.lang.management.ManagementFactory;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Steps on the node: they touch no session, so a client sends them to a path that the manager ignores. */
final class NodeSteps {

    static final Map<String, Step> ALL = Map.ofEntries(
            entry("await", exchange -> Latches.await(exchange.argument(1))),
            entry("open", exchange -> Latches.open(exchange.argument(1))),
            entry("events", exchange -> exchange.answer(String.join(",", SessionEvents.of(exchange.argument(1))))),
            entry("stats", NodeSteps::stats),
            entry("reload", NodeSteps::reload));

    private NodeSteps() {}

    /** Answers each of the manager's attributes whose name begins with {@code store}. */
    private static void stats(Exchange exchange) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName manager = new ObjectName("Catalina:type=Manager,host=localhost,context="
                + exchange.request().getContextPath());
        for (MBeanAttributeInfo attribute : server.getMBeanInfo(manager).getAttributes()) {
            if (attribute.getName().startsWith("store")) {
                exchange.response()
                        .getWriter()
                        .print(attribute.getName() + "=" + server.getAttribute(manager, attribute.getName()) + "\n");
            }
        }
    }

    /** {@code reload:/context}: reloads another web application. */
    private static void reload(Exchange exchange) throws Exception {
        ObjectName context = new ObjectName("Catalina:j2eeType=WebModule,name=//localhost" + exchange.argument(1)
                + ",J2EEApplication=none,J2EEServer=none");
        ManagementFactory.getPlatformMBeanServer().invoke(context, "reload", null, null);
    }
}
