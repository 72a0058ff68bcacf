package io.github.dynamosession.migrations;

import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.JettyNode;
import io.github.dynamosession.cluster.JettyNodeBuilder;
import io.github.dynamosession.cluster.JettyVersion;
import io.github.dynamosession.cluster.ProgramNode;
import io.github.dynamosession.cluster.ProgramNodeBuilder;
import io.github.dynamosession.cluster.ServerNodeBuilder;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatVersion;
import java.nio.file.Path;

/** Nodes with sessions in DynamoDB, and a cookie with another name than on old nodes; both as the page has it. */
enum NewNodes {
    TOMCAT {
        @Override
        ServerNodeBuilder<?> node() {
            return TomcatNode.builder(TomcatVersion.TOMCAT_11_0)
                    .jar(DropInJar.tomcat())
                    .contextXml(MigrationPage.block("In Tomcat", "xml"))
                    .webapp("ROOT", ShopFiles.ofNewNodes())
                    .webapp("members", ShopFiles.ofMembersOnNewNodes());
        }
    },
    JETTY {
        @Override
        ServerNodeBuilder<?> node() {
            JettyNodeBuilder node = JettyNode.builder(JettyVersion.JETTY_12_1)
                    .unzip(DropInJar.jettyModule())
                    .setUp("ROOT", MigrationPage.block("In Jetty", "xml"))
                    .webapp("ROOT", ShopFiles.ofNewNodes());
            configure(node, MigrationPage.block("In Jetty", "ini"));
            return node;
        }
    },
    SPRING_BOOT {
        @Override
        ServerNodeBuilder<?> node() {
            return springBoot("dynamodb", MigrationPage.block("In Spring Boot", "properties"));
        }
    };

    abstract ServerNodeBuilder<?> node();

    static void configure(JettyNodeBuilder node, String ini) {
        ini.lines().map(line -> line.split("=", 2)).forEach(line -> {
            if (line[0].equals("--module")) {
                node.module(line[1]);
            } else {
                node.property(line[0], line[1]);
            }
        });
    }

    /**
     * The shop in Spring Boot.
     *
     * @param store what its jar has in its class path
     */
    static ProgramNodeBuilder springBoot(String store, String properties) {
        ProgramNodeBuilder node = ProgramNode.builder(Path.of("spring", "target", "shop-" + store + ".jar"))
                .argument("--server.address=127.0.0.1")
                .argument("--server.port=PORT");
        properties.lines().forEach(line -> node.argument("--" + line));
        return node;
    }
}
