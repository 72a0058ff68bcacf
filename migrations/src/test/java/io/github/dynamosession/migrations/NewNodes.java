package io.github.dynamosession.migrations;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.ServerNodeBuilder;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatVersion;

/** Nodes with sessions in DynamoDB, and a cookie with another name than on old nodes; both as the page has it. */
enum NewNodes {
    TOMCAT {
        @Override
        ServerNodeBuilder<?> node() {
            return TomcatNode.builder(TomcatVersion.TOMCAT_11_0)
                    .jar(DropInJar.tomcat())
                    .contextXml(MigrationPage.block("New nodes", "xml"))
                    .webapp("ROOT", ShopFiles.ofNewNodes());
        }
    };

    abstract ServerNodeBuilder<?> node();
}
