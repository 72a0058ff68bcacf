package io.github.dynamosession.testapp;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** What JMX shows of sessions, and what the containers do by it, under names of their own: Tomcat's, Jetty's of 12.0 and of 12.1. */
final class Container {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private Container() {}

    /** What the store of a web application has counted. */
    static Map<String, Object> figures(String contextPath) throws JMException {
        ObjectName sessions =
                new ObjectName("io.github.dynamosession:type=DynamoDbSessions,context=\"" + contextPath + "\"");
        Map<String, Object> figures = new TreeMap<>();
        for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(sessions).getAttributes()) {
            figures.put(attribute.getName(), SERVER.getAttribute(sessions, attribute.getName()));
        }
        return figures;
    }

    /** Starts a web application anew, with a class loader of its own. */
    static void reload(String contextPath) throws Exception {
        Set<ObjectName> onTomcat = names(
                "Catalina:j2eeType=WebModule,name=//localhost" + contextPath + ",J2EEApplication=none,J2EEServer=none");
        if (onTomcat.isEmpty()) {
            redeployOnJetty(contextPath.substring(1));
        } else {
            SERVER.invoke(only(onTomcat), "reload", null, null);
        }
    }

    /** Jetty looks once a second for files that changed. What is deployed anew has a name of its own. */
    private static void redeployOnJetty(String name) throws JMException, IOException, InterruptedException {
        ObjectName before = only(webAppContexts(name));
        Path xml = Path.of(System.getProperty("jetty.base"), "webapps", name + ".xml");
        Files.setLastModifiedTime(xml, FileTime.from(Instant.now()));
        while (!isStarted(webAppContexts(name), before)) {
            Thread.sleep(20);
        }
    }

    private static Set<ObjectName> webAppContexts(String name) throws JMException {
        return onJetty("org.eclipse.jetty.*:type=webappcontext", name);
    }

    /** 12.1 puts the server in front of the context. */
    private static Set<ObjectName> onJetty(String type, String name) throws JMException {
        return names(type + ",context=" + name + ",*", type + ",context=*/_" + name + ",*");
    }

    private static boolean isStarted(Set<ObjectName> now, ObjectName before) throws JMException {
        return now.size() == 1
                && !now.contains(before)
                && SERVER.getAttribute(only(now), "state").equals("STARTED");
    }

    private static Set<ObjectName> names(String... patterns) throws JMException {
        Set<ObjectName> names = new HashSet<>();
        for (String pattern : patterns) {
            names.addAll(SERVER.queryNames(new ObjectName(pattern), null));
        }
        return names;
    }

    private static ObjectName only(Set<ObjectName> names) {
        if (names.size() != 1) {
            throw new IllegalStateException("not one, but " + names);
        }
        return names.iterator().next();
    }
}
