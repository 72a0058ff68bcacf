package io.github.dynamosession.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamosession.cluster.ContainerNodeBuilder;
import io.github.dynamosession.cluster.DropInJar;
import io.github.dynamosession.cluster.DynamoDbLocal;
import io.github.dynamosession.cluster.JettyNode;
import io.github.dynamosession.cluster.JettyNodeBuilder;
import io.github.dynamosession.cluster.JettyVersion;
import io.github.dynamosession.cluster.Ports;
import io.github.dynamosession.cluster.TomcatNode;
import io.github.dynamosession.cluster.TomcatNodeBuilder;
import io.github.dynamosession.cluster.TomcatVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * What a user does: unpacks Tomcat, drops the jar into {@code lib}, takes a sample as {@code conf/context.xml}; or unpacks
 * the module into a JETTY_BASE and takes a sample as its ini file in {@code start.d}. And tells the AWS SDK by its own environment variables where DynamoDB is.
 */
final class DistributionIT {

    private static final Path TOMCAT = Path.of("..", "conf-samples", "tomcat");
    private static final Path JETTY = Path.of("..", "conf-samples", "jetty");
    private static final String MINIMAL = "session-store-dynamodb.ini";
    private static final String FULL = "session-store-dynamodb-full.ini";
    private static final String SHOP = "/shop/do";

    private static final List<String> PAGES_OF_TOMCAT = List.of(
            "/",
            "/docs/",
            "/examples/",
            "/examples/jsp/",
            "/examples/servlets/",
            "/manager/html",
            "/manager/status",
            "/manager/status/all",
            "/manager/status?XML=true",
            "/manager/status?JSON=true",
            "/manager/status/all?JSON=true",
            "/manager/text/list",
            "/manager/text/serverinfo",
            "/manager/text/sessions?path=/app",
            "/manager/jmxproxy/?qry=*:type=Manager,*",
            "/manager/jmxproxy/?qry=io.github.dynamosession:*",
            "/host-manager/html",
            "/host-manager/text/list");

    @ParameterizedTest
    @EnumSource
    void aSessionRoamsBetweenUnmodifiedDistributions(Java java) throws IOException {
        assumeThereIs(java);
        try (DynamoDbLocal dynamoDb = DynamoDbLocal.start();
                TomcatNode first = start(TomcatVersion.TOMCAT_10_1, java, "context.xml", dynamoDb.endpoint());
                // finds the table that the first one made, as it must not make one itself
                TomcatNode second = start(TomcatVersion.TOMCAT_11_0, java, "context-full.xml", dynamoDb.endpoint())) {
            theTableIsThere(dynamoDb.endpoint());
            aSessionRoams(first::url, second::url);
            theLogIsClean(first);
            theLogIsClean(second);
        }
    }

    /** Beside a shop of ours: what its own pages show is true, and what they do has effect. */
    @ParameterizedTest
    @EnumSource
    void allThatTomcatComesWithWorks(TomcatVersion version) throws IOException {
        Scrape scrape = new Scrape();
        try (DynamoDbLocal dynamoDb = DynamoDbLocal.start();
                TomcatNode tomcat = describe(version, Java.RUNNING, "context.xml", dynamoDb.endpoint())
                        .jar(DropInJar.metrics())
                        .contextXml(scrape.addTo(Files.readString(TOMCAT.resolve("context.xml"))))
                        .build()) {
            ManagerApplication.addOperator(tomcat.base());
            logScannedJars(tomcat.base());
            addAnApplicationWithTheStore(tomcat.base());
            tomcat.start().awaitReady();
            thisJarIsNotScanned(tomcat);
            ManagerApplication manager = new ManagerApplication(tomcat::url);

            PAGES_OF_TOMCAT.forEach(manager::page);
            theExamplesKeepTheirSessions(tomcat::url);
            theManagerSeesAndEndsSessions(manager, tomcat::url);
            theManagerMeasures(manager);
            theStoreKeepsSessions(manager, tomcat::url);
            prometheusReadsOfEachApplication(scrape, manager, tomcat::url);
            theLogIsClean(tomcat);
            tomcat.stop();
            theLogIsClean(tomcat);
        }
    }

    /** Its own manager, Tomcat's with a Store of ours, wins over that of all applications. */
    private static void addAnApplicationWithTheStore(Path base) throws IOException {
        Path contexts = Files.createDirectories(base.resolve("conf/Catalina/localhost"));
        Files.writeString(contexts.resolve("stored.xml"), """
                <Context docBase="%s">
                  <Valve className="org.apache.catalina.valves.PersistentValve"/>
                  <Manager className="org.apache.catalina.session.PersistentManager">
                    <Store className="io.github.dynamosession.tomcat.DynamoDbStore" createTable="true"/>
                  </Manager>
                </Context>
                """.formatted(Webapp.FILES));
    }

    private static void theStoreKeepsSessions(ManagerApplication manager, Node tomcat) {
        Browser ann = new Browser();
        ann.get(tomcat, "/stored/do", "set:user:ann", "put:cart:cart").ok();
        ann.get(tomcat, "/stored/do", "add:cart:tea").ok();

        assertThat(ann.get(tomcat, "/stored/do", "get:user", "get:cart").ok().body())
                .contains("user=ann", "tea");
        assertThat(manager.page("/manager/jmxproxy/?qry=io.github.dynamosession:*"))
                .contains("context=\"/stored\"", "StoreCreates: 1");
    }

    private static void prometheusReadsOfEachApplication(Scrape scrape, ManagerApplication manager, Node tomcat) {
        String examples = scrape.line("store_call_seconds_count", "/examples", "create");
        assertThat(examples).endsWith(" 1");

        manager.page("/manager/text/reload?path=/app");
        new Browser().on(tomcat, "set:user:ann").ok();

        assertThat(scrape.line("store_call_seconds_count", "/app", "create")).endsWith(" 1");
        assertThat(scrape.line("store_call_seconds_count", "/examples", "create"))
                .isEqualTo(examples);
        assertThat(manager.page("/manager/text/findleaks?statusLine=true")).doesNotContain("/app");
    }

    private static void logScannedJars(Path base) throws IOException {
        Files.writeString(
                base.resolve("conf/logging.properties"),
                "\norg.apache.tomcat.util.scan.StandardJarScanner.level = FINER\n",
                StandardOpenOption.APPEND);
    }

    /** Tomcat would parse its thousands of classes for each web application. */
    private static void thisJarIsNotScanned(TomcatNode tomcat) {
        assertThat(tomcat.log())
                .as("the examples bring a tag library")
                .containsPattern("Scanning JAR at URL \\[.*/examples/.*\\.jar")
                .doesNotContainPattern("Scanning JAR at URL \\[.*dynamosession");
    }

    private static void theExamplesKeepTheirSessions(Node tomcat) {
        Browser ann = new Browser();
        String page = "/examples/servlets/servlet/SessionExample";
        ann.get(tomcat, page + "?dataname=fruit&datavalue=pear").ok();
        assertThat(ann.get(tomcat, page).ok().body()).contains("fruit = pear");
        ann.get(tomcat, "/examples/jsp/sessions/carts.jsp?item=NIN+CD&submit=add")
                .ok();
        assertThat(ann.get(tomcat, "/examples/jsp/sessions/carts.jsp").ok().body())
                .contains("NIN CD");
    }

    private static void theManagerSeesAndEndsSessions(ManagerApplication manager, Node tomcat) {
        Browser ann = new Browser();
        Browser bob = new Browser();
        assertThat(manager.listed("/app")).contains(":running:0:");
        ann.on(tomcat, "set:user:ann").ok();
        bob.on(tomcat, "set:user:bob").ok();

        assertThat(manager.listed("/app")).contains(":running:2:");
        Set<String> sessions = manager.sessionsOf("/app");
        assertThat(sessions).hasSize(2).doesNotContain(ann.sessionId(), bob.sessionId());
        assertThat(sessions).allSatisfy(each -> assertThat(manager.detailOf("/app", each))
                .contains("Details for Session " + each, "00:30:00"));
        assertThat(ann.ask(tomcat, "get:user")).isEqualTo("ann");

        assertThat(manager.page("/manager/text/expire?path=/app&idle=10")).contains("[0] sessions were expired");
        assertThat(ann.ask(tomcat, "get:user")).isEqualTo("ann");
        manager.invalidate("/app", sessions);
        assertThat(manager.listed("/app")).contains(":running:0:");
        assertThat(ann.on(tomcat, "id").of("id")).isEqualTo(Answer.NONE);
        assertThat(bob.on(tomcat, "id").of("id")).isEqualTo(Answer.NONE);

        ann.on(tomcat, "set:user:ann").ok();
        assertThat(manager.page("/manager/text/expire?path=/app&idle=0")).contains("[1] sessions were expired");
        assertThat(ann.on(tomcat, "id").of("id")).isEqualTo(Answer.NONE);
    }

    private static void theManagerMeasures(ManagerApplication manager) {
        assertThat(manager.page("/manager/status/all"))
                .contains("localhost&#47;app", "Active sessions: ", "Processing time: ");
        assertThat(manager.page("/manager/jmxproxy/?qry=Catalina:type=Manager,context=/app,*"))
                .contains("activeSessions: ", "sessionCounter: ")
                .doesNotContain("Error");
        assertThat(manager.page("/manager/jmxproxy/?qry=io.github.dynamosession:*"))
                .contains("context=\"/app\"", "StoreLoads: ")
                .doesNotContain("Error");
        assertThat(manager.page("/manager/status/all?JSON=true"))
                .startsWith("{")
                .contains("/app\"");
    }

    @ParameterizedTest
    @EnumSource
    void aSessionRoamsBetweenUnmodifiedJettys(Java java) throws IOException {
        assumeThereIs(java);
        Scrape scrape = new Scrape();
        try (DynamoDbLocal dynamoDb = DynamoDbLocal.start();
                JettyNode ee10 = startWithMetrics(
                        describe(withAShop(JettyVersion.JETTY_12_0), java, MINIMAL, dynamoDb.endpoint()), scrape);
                JettyNode newerEe10 = start(withAShop(JettyVersion.JETTY_12_1), java, FULL, dynamoDb.endpoint());
                JettyNode ee11 = start(JettyNode.builder(JettyVersion.JETTY_12_1), java, FULL, dynamoDb.endpoint())) {
            theTableIsThere(dynamoDb.endpoint());
            for (JettyNode node : List.of(ee10, newerEe10, ee11)) {
                aSessionRoams(ee10::url, node::url);
                aSessionRoams(node::url, ee11::url);
                theWebApplicationDoesNotSeeTheModule(node::url);
                theLogIsClean(node);
            }
            sessionsOfTheShopAreInItsOwnTable(ee10::url, newerEe10::url, dynamoDb.endpoint());
            assertThat(scrape.line("store_call_seconds_count", "/app", "create"))
                    .endsWith(" 4");
        }
    }

    /** Each line as it stands in docs/install.md, on a base that is empty; only the port is the test's. */
    @Test
    void theLinesOfThePageStartAJetty(@TempDir Path base) throws Exception {
        List<String> lines = SampleLines.linesOf("jetty");
        int port = Ports.free();
        try (DynamoDbLocal dynamoDb = DynamoDbLocal.start();
                SampleLines sample = new SampleLines(Map.of(
                        "JETTY_HOME",
                        JettyVersion.JETTY_12_1.home().toAbsolutePath().toString(),
                        "JETTY_BASE",
                        base.toString(),
                        "JDK_JAVA_OPTIONS",
                        "-Djetty.http.port=" + port,
                        "AWS_ENDPOINT_URL_DYNAMODB",
                        dynamoDb.endpoint().toString(),
                        "AWS_REGION",
                        "eu-central-1",
                        "AWS_ACCESS_KEY_ID",
                        "local",
                        "AWS_SECRET_ACCESS_KEY",
                        "local"))) {
            for (String line : lines.subList(0, lines.size() - 1)) {
                assertThat(sample.start(line).waitFor())
                        .as(line + sample.output())
                        .isZero();
            }
            Path shop = Files.createDirectories(base.resolve("webapps").resolve("shop"));
            Files.writeString(shop.resolve("index.html"), "welcome");
            sample.start(lines.get(lines.size() - 1));

            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(sample.output())
                    .contains("sessions of /shop are kept in DynamoDB"));
            Node jetty = () -> URI.create("http://127.0.0.1:" + port);
            await().untilAsserted(() -> assertThat(
                            new Browser().get(jetty, "/shop/index.html").body())
                    .contains("welcome"));
        }
    }

    private static void sessionsOfTheShopAreInItsOwnTable(Node first, Node second, URI dynamoDb) {
        try (Table common = new Table(dynamoDb, "http-sessions");
                Table own = new Table(dynamoDb, "shop-sessions")) {
            Set<String> others = common.items().keySet();
            Browser ann = new Browser();
            ann.get(first, SHOP, "set:user:ann", "put:cart:cart").ok();
            ann.get(second, SHOP, "add:cart:tea").ok();
            assertThat(ann.get(first, SHOP, "get:user", "get:cart").ok().body()).contains("user=ann", "tea");

            assertThat(own.items()).hasSize(1);
            assertThat(common.items()).containsOnlyKeys(others);
        }
    }

    /** A second web application, with the sample of an XML file for one. */
    private static JettyNodeBuilder withAShop(JettyVersion version) throws IOException {
        String sample = Files.readString(JETTY.resolve("context.xml"));
        return JettyNode.builder(version)
                .jakartaEe(10)
                .webapp("shop", Webapp.FILES)
                .file("webapps/shop.xml", sample.replace("</Configure>", TestJetty.USERS + "</Configure>"));
    }

    private static JettyNode start(JettyNodeBuilder described, Java java, String sample, URI dynamoDb)
            throws IOException {
        return describe(described, java, sample, dynamoDb).build().start().awaitReady();
    }

    private static JettyNodeBuilder describe(JettyNodeBuilder described, Java java, String sample, URI dynamoDb)
            throws IOException {
        return installed(described, java, dynamoDb)
                .unzip(DropInJar.jettyModule())
                .file("start.d/session-store-dynamodb.ini", Files.readString(JETTY.resolve(sample)))
                .setUp("app", TestJetty.USERS);
    }

    private static JettyNode startWithMetrics(JettyNodeBuilder described, Scrape scrape) throws IOException {
        JettyNode node = scrape.addTo(described).build();
        TestJetty.putBesideTheModule(DropInJar.metrics(), node);
        return node.start().awaitReady();
    }

    private static void theWebApplicationDoesNotSeeTheModule(Node node) {
        assertThat(node.control("sees:io.github.dynamosession.jetty.DynamoDbSessionCache")
                        .body())
                .contains("=false");
        assertThat(node.control("sees:io.github.dynamosession.shaded.software.amazon.awssdk.core.SdkClient")
                        .body())
                .contains("=false");
    }

    private static void theLogIsClean(JettyNode node) {
        assertThat(node.log())
                .contains("sessions of /app are kept in DynamoDB")
                .doesNotContainPattern("WARN *:.*dynamosession")
                .doesNotContain("Exception");
    }

    private static TomcatNode start(TomcatVersion version, Java java, String sample, URI dynamoDb) throws IOException {
        return describe(version, java, sample, dynamoDb).build().start().awaitReady();
    }

    private static TomcatNodeBuilder describe(TomcatVersion version, Java java, String sample, URI dynamoDb)
            throws IOException {
        return installed(TomcatNode.builder(version), java, dynamoDb)
                .ownDistribution()
                .jar(DropInJar.tomcat())
                .contextXml(Files.readString(TOMCAT.resolve(sample)));
    }

    private static void assumeThereIs(Java java) throws IOException {
        assumeThat(java.home())
                .as("a JDK for " + java + ": JAVA25_HOME, or in /usr/lib/jvm")
                .isPresent();
    }

    private static <B extends ContainerNodeBuilder<B>> B installed(B builder, Java java, URI dynamoDb)
            throws IOException {
        return builder.name("distribution")
                .javaHome(java.home().orElseThrow())
                .webapp("app", Webapp.FILES)
                .environment("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.toString());
    }

    private static void theTableIsThere(URI dynamoDb) {
        try (DynamoDbClient client = Table.connect(dynamoDb)) {
            assertThat(client.describeTimeToLive(table -> table.tableName("http-sessions"))
                            .timeToLiveDescription()
                            .timeToLiveStatus())
                    .isEqualTo(TimeToLiveStatus.ENABLED);
        }
    }

    private static void aSessionRoams(Node first, Node second) {
        Browser ann = new Browser();
        ann.on(first, "set:user:ann", "put:cart:cart").ok();
        ann.on(second, "add:cart:tea").ok();
        assertThat(ann.on(first, "get:user", "get:cart").ok().body()).contains("user=ann", "tea");
    }

    private static void theLogIsClean(TomcatNode node) throws IOException {
        try (Stream<Path> logs = Files.list(node.base().resolve("logs"))) {
            Path catalina = logs.filter(log -> log.getFileName().toString().startsWith("catalina.2"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(catalina)).contains("sessions of /app are kept in DynamoDB");
        }
        // Tomcat itself warns when a busy machine makes it slow
        assertThat(node.log())
                .doesNotContainPattern("WARNING .*dynamosession")
                .doesNotContainPattern("\\d SEVERE ")
                .doesNotContain("Exception");
    }

    private enum Java {
        RUNNING,
        JAVA_25;

        Optional<Path> home() throws IOException {
            if (this == RUNNING) {
                return Optional.of(Path.of(System.getProperty("java.home")));
            }
            String configured = System.getenv("JAVA25_HOME");
            return configured != null ? Optional.of(Path.of(configured)) : installed();
        }

        private static Optional<Path> installed() throws IOException {
            Path parent = Path.of("/usr/lib/jvm");
            if (!Files.isDirectory(parent)) {
                return Optional.empty();
            }
            try (Stream<Path> jdks = Files.list(parent)) {
                return jdks.filter(jdk -> jdk.getFileName().toString().contains("25"))
                        .filter(jdk -> Files.isExecutable(jdk.resolve("bin/java")))
                        .findFirst();
            }
        }
    }
}
