package io.github.dynamosession.migrations;

import io.github.dynamosession.cluster.ServerNodeBuilder;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatVersion;

/** Where sessions are before they move: the lines that are to be removed are those of the page. */
enum OldSystem {
    PERSISTENT_MANAGER_WITH_FILES("JSESSIONID") {
        @Override
        ServerNodeBuilder<?> node(OldStores stores) {
            String lines = MigrationPage.block("With files", "xml");
            return TomcatNode.builder(TomcatVersion.TOMCAT_10_1)
                    .contextXml(
                            lines.replace("/mnt/sessions", stores.directory().toString()))
                    .webapp("ROOT", ShopFiles.ofOldNodes());
        }
    };

    private final String cookie;

    OldSystem(String cookie) {
        this.cookie = cookie;
    }

    /** One of its nodes. */
    abstract ServerNodeBuilder<?> node(OldStores stores);

    /** The name of the cookie that its sessions have. */
    String cookie() {
        return cookie;
    }

    /** Whether a session is known to one node only. */
    boolean isSticky() {
        return false;
    }

    /** What its nodes are replaced by. */
    NewNodes newNodes() {
        return NewNodes.TOMCAT;
    }
}
