package io.github.dynamosession.migrations;

import io.github.dynamosession.cluster.JettyNode;
import io.github.dynamosession.cluster.JettyNodeBuilder;
import io.github.dynamosession.cluster.JettyVersion;
import io.github.dynamosession.cluster.ServerNode;
import io.github.dynamosession.cluster.ServerNodeBuilder;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatNodeBuilder;
import io.github.dynamosession.cluster.TomcatVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where sessions are before they move: the lines that the page tells to remove, with another server in them. */
enum OldSystem {
    AWS_SESSION_MANAGER {
        @Override
        ServerNodeBuilder<?> node(OldStores stores) {
            String lines = MigrationPage.block("From AWS's session manager", "xml");
            return tomcat9(lines.replace("https://dynamodb.eu-central-1.amazonaws.com", stores.dynamoDb()))
                    .jar(stores.awsSessionManager());
        }

        /** It writes a session down when that was idle for half a minute. */
        @Override
        boolean isSticky() {
            return true;
        }

        /** Its look-up counts as a use; the background process ends idle sessions, once a minute. */
        @Override
        boolean endsIdleSessionsOnTime() {
            return false;
        }
    },
    PERSISTENT_MANAGER_WITH_FILES {
        @Override
        ServerNodeBuilder<?> node(OldStores stores) {
            String lines = MigrationPage.block("From PersistentManager with files", "xml");
            return tomcat10(lines.replace("/mnt/sessions", stores.directory().toString()));
        }
    },
    PERSISTENT_MANAGER_WITH_A_DATABASE {
        @Override
        ServerNodeBuilder<?> node(OldStores stores) {
            stores.inPostgres("""
                    create table if not exists tomcat$sessions (
                      id varchar(100) primary key, app varchar(255), data bytea,
                      valid char(1) not null, maxinactive int not null, lastaccess bigint not null)""");
            String lines = MigrationPage.block("From PersistentManager with a database", "xml");
            return with(POSTGRESQL, tomcat10(lines.replace("jdbc:postgresql://db.internal/shop", stores.postgres())));
        }
    },
    REDISSON {
        @Override
        ServerNodeBuilder<?> node(OldStores stores) {
            String manager = MigrationPage.block("From Redisson", "xml");
            String client = MigrationPage.block("From Redisson", "yaml")
                    .replace("redis.internal:6379", "127.0.0.1:" + stores.redis());
            Path file = stores.file("redisson.yaml", client);
            return with(
                    Path.of("redisson", "target", "lib"),
                    tomcat10(manager.replace("${catalina.base}/conf/redisson.yaml", file.toString())));
        }

        /** Its keys live for a minute longer. */
        @Override
        boolean endsIdleSessionsOnTime() {
            return false;
        }
    },
    MEMCACHED_SESSION_MANAGER {
        @Override
        ServerNodeBuilder<?> node(OldStores stores) {
            String lines = MigrationPage.block("From memcached-session-manager", "xml");
            return with(
                    Path.of("target", "lib", "memcached"),
                    tomcat9(lines.replace("memcached.internal:11211", "127.0.0.1:" + stores.memcached())));
        }

        /** It gives an entry some more seconds, as memcached's clock is not exact. */
        @Override
        boolean endsIdleSessionsOnTime() {
            return false;
        }
    },
    SPRING_SESSION_WITH_REDIS("SESSION", NewNodes.SPRING_BOOT) {
        @Override
        ServerNodeBuilder<?> node(OldStores stores) {
            String lines = MigrationPage.block("From Spring Session with Redis", "properties");
            return NewNodes.springBoot("redis", lines.replace("redis.internal:6379", "127.0.0.1:" + stores.redis()))
                    .argument("--spring.profiles.active=old");
        }
    },
    SPRING_SESSION_WITH_JDBC("SESSION", NewNodes.SPRING_BOOT) {
        @Override
        ServerNodeBuilder<?> node(OldStores stores) {
            String lines = MigrationPage.block("From Spring Session with JDBC", "properties");
            return NewNodes.springBoot("jdbc", lines.replace("jdbc:postgresql://db.internal/shop", stores.postgres()))
                    .argument("--spring.profiles.active=old");
        }
    },
    JETTY_WITH_JDBC("JSESSIONID", NewNodes.JETTY) {
        @Override
        ServerNodeBuilder<?> node(OldStores stores) {
            stores.inPostgres("""
                    create table if not exists JettySessions (
                      sessionId varchar(120), contextPath varchar(60), virtualHost varchar(60), lastNode varchar(60),
                      accessTime bigint, lastAccessTime bigint, createTime bigint, cookieTime bigint,
                      lastSavedTime bigint, expiryTime bigint, maxInterval bigint, map bytea,
                      primary key (sessionId, contextPath, virtualHost))""");
            String lines = MigrationPage.block("From Jetty's JDBC store", "ini")
                    .replace("jdbc:postgresql://db.internal/shop?user=shop", stores.postgres());
            JettyNodeBuilder node = JettyNode.builder(JettyVersion.JETTY_12_0).webapp("ROOT", ShopFiles.ofOldNodes());
            NewNodes.configure(node, lines);
            jarsIn(POSTGRESQL).forEach(jar -> node.property("--lib", jar.toString()));
            node.property("jetty.sessionIdManager.workerName", "${shop.node}");
            return node;
        }

        /** It saves a session when the response has gone: the next request must not be faster on another node. */
        @Override
        boolean isSticky() {
            return true;
        }
    },
    STICKY_SESSIONS {
        @Override
        ServerNodeBuilder<?> node(OldStores stores) {
            return tomcat10("<Context/>");
        }

        @Override
        boolean isSticky() {
            return true;
        }
    };

    private static final Path POSTGRESQL = Path.of("target", "lib", "postgresql");

    private final String cookie;
    private final NewNodes newNodes;

    OldSystem() {
        this("JSESSIONID", NewNodes.TOMCAT);
    }

    /**
     * @param cookie the name of the cookie that its sessions have
     * @param newNodes what its nodes are replaced by
     */
    OldSystem(String cookie, NewNodes newNodes) {
        this.cookie = cookie;
        this.newNodes = newNodes;
    }

    /** One of its nodes. */
    abstract ServerNodeBuilder<?> node(OldStores stores);

    String cookie() {
        return cookie;
    }

    NewNodes newNodes() {
        return newNodes;
    }

    /** Whether a session is known to one node only. */
    boolean isSticky() {
        return false;
    }

    /** Whether a session of one second is gone after two. */
    boolean endsIdleSessionsOnTime() {
        return true;
    }

    /** A node on which Tomcat itself logs users in; its sessions are in memory. */
    static ServerNode members(String name) {
        return TomcatNode.builder(TomcatVersion.TOMCAT_10_1)
                .name(name)
                .systemProperty("shop.node", name)
                .webapp("members", ShopFiles.ofMembersOnOldNodes())
                .build();
    }

    private static TomcatNodeBuilder tomcat10(String contextXml) {
        return TomcatNode.builder(TomcatVersion.TOMCAT_10_1)
                .contextXml(contextXml)
                .jvmRoute("${shop.node}")
                .webapp("ROOT", ShopFiles.ofOldNodes());
    }

    private static TomcatNodeBuilder tomcat9(String contextXml) {
        Path home = Path.of("target", "runtimes", "tomcat-9.0");
        return TomcatNode.builder("Tomcat 9.0", home)
                .contextXml(contextXml)
                .jvmRoute("${shop.node}")
                .webapp("ROOT", ShopFiles.ofOldNodes(home.resolve("lib/servlet-api.jar")));
    }

    private static TomcatNodeBuilder with(Path directory, TomcatNodeBuilder node) {
        jarsIn(directory).forEach(node::jar);
        return node;
    }

    private static List<Path> jarsIn(Path directory) {
        try (Stream<Path> files = Files.list(directory.toAbsolutePath())) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
