package io.github.dynamosession.testapp;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What the containers show and do by JMX, each under names of its own. */
final class Container {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private Container() {}

    /** What the store of a web application has counted. */
    static Map<String, Object> figures(String contextPath) throws JMException {
        ObjectName store = only(
                "Catalina:type=Manager,host=localhost,context=" + contextPath,
                "io.github.dynamosession.jetty:type=dynamodbsessiondatastore,context=" + bare(contextPath) + ",*");
        Map<String, Object> figures = new TreeMap<>();
        for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(store).getAttributes()) {
            if (attribute.getName().startsWith("store")) {
                figures.put(attribute.getName(), SERVER.getAttribute(store, attribute.getName()));
            }
        }
        return figures;
    }

    /** Starts a web application anew, with a class loader of its own. */
    static void reload(String contextPath) throws JMException {
        ObjectName application = only(
                "Catalina:j2eeType=WebModule,name=//localhost" + contextPath + ",J2EEApplication=none,J2EEServer=none",
                "org.eclipse.jetty.*:type=webappcontext,context=" + bare(contextPath) + ",*");
        if (application.getDomain().equals("Catalina")) {
            SERVER.invoke(application, "reload", null, null);
        } else {
            SERVER.invoke(application, "stop", null, null);
            SERVER.invoke(application, "start", null, null);
        }
    }

    private static String bare(String contextPath) {
        return contextPath.substring(1);
    }

    private static ObjectName only(String onTomcat, String onJetty) throws JMException {
        Set<ObjectName> names = new LinkedHashSet<>(SERVER.queryNames(new ObjectName(onTomcat), null));
        names.addAll(SERVER.queryNames(new ObjectName(onJetty), null));
        if (names.size() != 1) {
            throw new IllegalStateException("neither one " + onTomcat + " nor one " + onJetty + ", but " + names);
        }
        return names.iterator().next();
    }
}
