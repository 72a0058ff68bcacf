package io.github.dynamosession.frameworks;

import io.github.dynamosession.cluster.ContainerNodeBuilder;
import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.JettyNode;
import io.github.dynamosession.cluster.JettyVersion;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatVersion;

/** The containers that the frameworks run in, each with its packaged drop-in and as few settings as possible. */
enum Container {
    TOMCAT_11("Tomcat") {
        @Override
        ContainerNodeBuilder<?> node() {
            return TomcatNode.builder(TomcatVersion.TOMCAT_11_0)
                    .jar(DropInJar.tomcat())
                    .contextXml(CONTEXT_XML);
        }
    },
    JETTY_12_1("Jetty") {
        @Override
        ContainerNodeBuilder<?> node() {
            return JettyNode.builder(JettyVersion.JETTY_12_1)
                    .unzip(DropInJar.jettyModule())
                    .module("session-store-dynamodb")
                    .module("ee-annotations")
                    .module("ee-cdi")
                    .module("ee-jsp")
                    .module("ee-plus")
                    .module("ee-websocket-jakarta")
                    .property("jetty.session.dynamodb.tableName", TABLE)
                    .property("jetty.session.dynamodb.createTable", "true")
                    .property("jetty.session.dynamodb.sweepInterval", "PT1H");
        }
    };

    static final String TABLE = "frameworks";

    /** No sweep in the middle of what is counted. */
    private static final String CONTEXT_XML = """
            <Context>
              <Manager className="io.github.dynamosession.tomcat.DynamoDbManager"
                       tableName="frameworks" createTable="true" sweepInterval="PT1H"/>
            </Context>
            """;

    private final String title;

    Container(String title) {
        this.title = title;
    }

    abstract ContainerNodeBuilder<?> node();

    @Override
    public String toString() {
        return title;
    }
}
