package io.github.dynamosession.it;

import io.github.dynamosession.cluster.JettyVersion;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.cluster.TomcatVersion;
import java.util.List;
import java.util.Map;

/** The containers that the tests run on. */
enum ContainerKind {
    TOMCAT_10_1(TomcatVersion.TOMCAT_10_1),
    TOMCAT_11_0(TomcatVersion.TOMCAT_11_0),
    JETTY_12_0(JettyVersion.JETTY_12_0),
    JETTY_12_1(JettyVersion.JETTY_12_1);

    private final Enum<?> version;

    ContainerKind(Enum<?> version) {
        this.version = version;
    }

    /** Lays out a node with our manager or module in it, and a user "ann" with the password "secret". */
    ServerNode node(String name, List<Webapp> webapps) {
        return node(name, webapps, Map.of());
    }

    /** One with more in its environment. */
    ServerNode node(String name, List<Webapp> webapps, Map<String, String> environment) {
        return version instanceof TomcatVersion tomcat
                ? TestTomcat.node(tomcat, name, webapps, environment)
                : TestJetty.node((JettyVersion) version, name, webapps, environment);
    }

    /** The same container in its other version. */
    ContainerKind otherVersion() {
        return values()[ordinal() ^ 1];
    }

    boolean isJetty() {
        return version instanceof JettyVersion;
    }

    /** Tells whether it is the newest line of its container. */
    boolean isNewest() {
        return this == TOMCAT_11_0 || this == JETTY_12_1;
    }

    /** Tells whether it has {@code HttpSession.Accessor}, which is new in servlet 6.1. */
    boolean hasAccessors() {
        return isNewest();
    }

    @Override
    public String toString() {
        return version.toString();
    }
}
