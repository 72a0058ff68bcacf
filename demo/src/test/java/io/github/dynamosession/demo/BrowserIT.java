package io.github.dynamosession.demo;

import static io.github.dynamosession.demo.ShopPage.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import io.github.dynamosession.browser.Chromium;
import io.github.dynamosession.cluster.CookieClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** What a user sees who clicks through the demo's page. */
class BrowserIT {

    private static final int WINDOW = 1140;
    private static final int PHONE = 390;
    private static final int SEARCHES_OF_A_SWEEP = 8;
    private static final String DARK_GROUND = "rgba(19, 24, 38, 1)";
    private static final String LIGHT_GROUND = "rgba(243, 245, 250, 1)";

    /** Of the units that were written. */
    private static final String LIGHT_PLOT = "rgb(166, 61, 143)";

    private static final String DARK_PLOT = "rgb(224, 139, 203)";

    private static ChromeDriver browser;
    private static ShopPage page;
    private static DemoCluster cluster;
    private static String dynamoDb = "";

    @BeforeAll
    static void start() {
        browser = Chromium.start(WINDOW, 860);
        page = new ShopPage(browser);
        cluster = DemoCluster.start(0, line -> {
            System.out.println(line);
            Optional.of(line.indexOf("DynamoDB Local at "))
                    .filter(at -> at >= 0)
                    .ifPresent(at -> dynamoDb = line.substring(at + "DynamoDB Local at ".length()));
        });
    }

    /** In the order of the start, any part of which may have failed or been skipped. */
    @AfterAll
    static void end() {
        Optional.ofNullable(browser).ifPresent(ChromeDriver::quit);
        Optional.ofNullable(cluster).ifPresent(DemoCluster::close);
    }

    @BeforeEach
    void openAsSomebodyNew() {
        page.prefer("light");
        page.width(WINDOW);
        page.openAsSomebodyNew(cluster.address());
    }

    @Test
    void userAndCartSurviveTheKillOfTheNodeThatServedLastAndEndWithTheLogout() {
        page.logIn("Ada");
        page.put("lamp");
        page.put("teapot");
        page.put("lamp");
        page.countTo(1);

        String node = page.nodeThatServedLast();
        page.kill(node);
        assertThat(page.announced()).isEqualTo(node + " is down");
        page.put("globe");
        page.put("kite");
        page.countTo(2);
        assertShows("Ada", "1 × globe", "1 × kite", "2 × lamp", "1 × teapot");
        browser.navigate().refresh();
        assertShows("Ada", "1 × globe", "1 × kite", "2 × lamp", "1 × teapot");

        page.click("logout");
        assertNothingIsLeft();
        browser.navigate().refresh();
        assertNothingIsLeft();
        page.restart(node);
    }

    @Test
    void thePageAlsoWorksWhereNobodyKnowsOfNodesAndCosts() {
        DemoNode node = cluster.nodes().stream()
                .filter(each -> each.state() == DemoNode.State.UP)
                .findFirst()
                .orElseThrow();
        browser.get(node.url() + "/");
        page.put("lamp");

        eventually(() -> page.cart().equals(List.of("1 × lamp")));
        eventually(() -> page.text("last").equals("+ lamp was served by " + node.name()));
        assertThat(browser.findElements(By.className("node"))).isEmpty();
        assertThat(browser.findElements(By.cssSelector("[data-cluster]")))
                .hasSize(4)
                .noneMatch(WebElement::isDisplayed);
    }

    /** The page's other address is another browser: it has cookies of its own. */
    @Test
    void aUserSeesEachOfHerBrowsersAndLogsOutTheOtherWhichLearnsItWithItsNextClick() {
        page.logIn("Grace");
        String here = browser.getWindowHandle();
        browser.findElement(By.cssSelector("#second a")).click();
        String elsewhere = page.otherWindow(here);
        browser.switchTo().window(elsewhere);
        eventually(() -> !page.text("session").isEmpty());
        page.openAsSomebodyNew(URI.create(browser.getCurrentUrl()));
        page.logIn("Grace");
        page.countTo(1);

        browser.switchTo().window(here);
        page.click("look");
        eventually(() -> page.devices().size() == 2);
        assertThat(page.devices().get(0)).startsWith("Chrome on ").contains(", here\nsince ", ", last used ");
        assertThat(page.devices().get(1))
                .startsWith("Chrome on ")
                .containsPattern("since .*, last used .*, last served by (tomcat-[ab]|jetty-c)$");
        browser.findElement(By.cssSelector("#device-list button")).click();
        eventually(() -> page.devices().size() == 1 && page.devices().get(0).contains(", here"));
        assertThat(page.text("name")).isEqualTo("Grace");

        browser.switchTo().window(elsewhere);
        page.click("look");
        eventually(() -> page.text("notice").startsWith("You are logged out: another browser has ended this session"));
        assertThat(page.element("login").isDisplayed()).isTrue();
        browser.close();
        browser.switchTo().window(here);
    }

    /** The page that any application can have, in a browser without its scripts; from the balancer, so of any node. */
    @Test
    void thePageOfDevicesLogsOutElsewhere() throws IOException {
        CookieClient elsewhere = new CookieClient();
        elsewhere.post(cluster.address().resolve("/api/login"), "user=Nora");
        page.logIn("Nora");

        browser.findElement(By.cssSelector("#plain a")).click();
        eventually(() -> browser.findElements(By.tagName("li")).size() == 2);
        assertThat(page.texts("li")).anyMatch(line -> line.startsWith("This device\nlast used just now\n"));
        looks("devices");
        browser.findElement(By.cssSelector("button[name=handle]")).click();

        eventually(() -> browser.findElements(By.tagName("li")).size() == 1);
        assertThat(page.texts("li")).allMatch(line -> line.startsWith("This device\n"));
        assertThat(elsewhere.get(cluster.address().resolve("/api/state")).body())
                .doesNotContain("Nora");
    }

    @Test
    void anOperatorEndsOneOfThreeSessionsOfAUserAndNoNodeHasItAnyMore() throws IOException {
        cluster.nodes().stream()
                .filter(node -> node.state() == DemoNode.State.DOWN)
                .forEach(DemoNode::restart);
        List<CookieClient> users = cluster.nodes().stream()
                .map(node -> {
                    CookieClient user = new CookieClient();
                    user.post(node.url().resolve("/api/login"), "user=Mae");
                    user.post(node.url().resolve("/api/cart/add"), "item=lamp");
                    return user;
                })
                .toList();
        try (OperatorConsole console = OperatorConsole.start(dynamoDb, "--allow-revoke")) {
            ConsolePage operator = new ConsolePage(page);
            operator.open(console.address());
            operator.find("Mae");
            eventually(() -> operator.sessions().size() == 3);
            operator.showDetails(2);
            looks("console");

            String handle = handleOf(users.get(0));
            operator.end(handle);
            eventually(() -> page.text("status").equals("1 session ended on all nodes. 2 sessions of Mae"));
            assertThat(operator.sessions()).hasSize(2);
            assertThat(console.said()).contains(": ended 1 of session " + handle + " of Mae");
        }
        for (DemoNode node : cluster.nodes()) {
            assertThat(users)
                    .extracting(user -> isMae(user, node))
                    .as(node.name())
                    .containsExactly(false, true, true);
        }
    }

    private static String handleOf(CookieClient user) {
        return user.get(cluster.nodes().get(0).url().resolve("/api/state"))
                .headers()
                .firstValue("X-Session-Handle")
                .orElseThrow();
    }

    private static boolean isMae(CookieClient user, DemoNode node) {
        return user.get(node.url().resolve("/api/state")).body().contains("\"user\":\"Mae\"");
    }

    @Test
    void aConsoleThatMayOnlyReadOffersNoEndAndSaysWhy() {
        CookieClient user = new CookieClient();
        user.post(cluster.address().resolve("/api/login"), "user=Olga");
        try (OperatorConsole console = OperatorConsole.start(dynamoDb)) {
            ConsolePage operator = new ConsolePage(page);
            operator.open(console.address());
            operator.find("Olga");

            eventually(() -> operator.sessions().size() == 1);
            assertThat(page.text("why")).contains("--allow-revoke");
            assertThat(browser.findElements(By.className("end"))).noneMatch(WebElement::isDisplayed);
        }
    }

    @Test
    void ofTwentyUpdatesAtOnceTheLockKeepsAllAndWithoutItSomeAreLost() {
        page.click("free");
        page.click("locked");

        eventually(() -> page.lines("tallies").stream()
                        .filter(line -> line.contains(" counted"))
                        .count()
                == 2);
        assertThat(page.lines("tallies").get(0)).matches("(?s)Without a lock: 1?[0-9] of 20 counted.*");
        assertThat(page.lines("tallies").get(1)).matches("(?s)With the lock: 20 of 20 counted\n[23] nodes.*");
        assertThat(browser.findElements(By.cssSelector("#tally-locked .kept"))).hasSize(20);
    }

    @Test
    void theEndOfASessionThatExpiresIsToldByOneNodeAndOnce() {
        page.click("leave");
        eventually(() -> page.lines("visitors").size() == 1);
        String left = page.lines("visitors").get(0);
        assertThat(left).matches("(?s)visitor 1, left .*, session made by (tomcat-[ab]|jetty-c)\nnot told yet");

        eventually(() -> page.lines("visitors").get(0).contains("told once, by "));
        assertThat(page.announced()).matches("the end of visitor 1 was told by (tomcat-[ab]|jetty-c)");
        awaitThatEachNodeHasLookedAgain();
        page.countTo(1);
        assertThat(page.lines("visitors").get(0)).matches("(?s).*\ntold once, by (tomcat-[ab]|jetty-c) at [0-9: APM]+");
    }

    private static void awaitThatEachNodeHasLookedAgain() {
        Map<DemoNode, Integer> before = expirySearches();
        eventually(() -> expirySearches().entrySet().stream()
                .allMatch(now -> now.getValue() >= before.getOrDefault(now.getKey(), 0) + SEARCHES_OF_A_SWEEP));
    }

    private static Map<DemoNode, Integer> expirySearches() {
        Map<DemoNode, Integer> searches = new HashMap<>();
        for (DemoNode node : cluster.nodes()) {
            NodeFacts.of(node.url())
                    .map(facts -> (Map<?, ?>) facts.get("costs"))
                    .ifPresent(costs -> searches.put(node, (Integer) costs.get("StoreExpirySearches")));
        }
        return searches;
    }

    /** A new session is two write units, the second click one. */
    @Test
    void thePlotsAndTheirTableShowAnswersAndUnitsOfTheLastMinute() {
        page.countTo(1);
        page.countTo(2);
        browser.findElement(By.cssSelector("#figures summary")).click();

        eventually(() -> page.sumOf("answers") == 3 && page.sumOf("write") == 3);
        assertThat(page.element("answers").getAccessibleName()).startsWith("3 answers within the last minute, median ");
        assertThat(page.element("units").getAccessibleName()).contains(" 3 write");
        eventually(() -> page.hasDrawn("units", LIGHT_PLOT));
    }

    @Test
    void darkOrLightIsAsTheSystemHasItUntilTheUserChoosesOtherwise() {
        page.countTo(1);
        page.prefer("dark");
        eventually(() -> ground().equals(DARK_GROUND) && page.hasDrawn("units", DARK_PLOT));
        page.click("theme");
        eventually(() -> ground().equals(LIGHT_GROUND) && page.hasDrawn("units", LIGHT_PLOT));

        browser.navigate().refresh();
        assertThat(ground()).isEqualTo(LIGHT_GROUND);
        assertThat(page.element("theme").getDomAttribute("aria-pressed")).isEqualTo("false");
    }

    private static String ground() {
        return browser.findElement(By.tagName("body")).getCssValue("background-color");
    }

    @Test
    void aUserWithoutAMouseKeepsHerPlace() {
        page.element("user").sendKeys("Eve", Keys.ENTER);
        eventually(() -> page.focused().equals("Log out"));
        page.put("lamp");
        page.put("lamp");
        eventually(() -> page.cart().equals(List.of("2 × lamp")));

        browser.findElement(By.cssSelector("#cart button")).sendKeys(Keys.ENTER);
        eventually(() -> page.cart().equals(List.of("1 × lamp")));
        assertThat(page.focused()).isEqualTo("one lamp less");
        browser.switchTo().activeElement().sendKeys(Keys.ENTER);
        eventually(() -> page.cart().equals(List.of("empty")));
        assertThat(page.focused()).isEqualTo("Cart");

        page.element("logout").sendKeys(Keys.ENTER);
        eventually(() -> page.focused().equals("your name"));
        assertThat(page.namesByTab())
                .contains("Dark", "Kill SIGKILL jetty-c", "0 count one up", "With the lock", "Look again");
    }

    /** Contrast, labels, landmarks; with a node that is down, and something in each list. */
    @Test
    void thePageIsAccessible() throws IOException {
        page.logIn("Ida");
        page.put("lamp");
        page.click("free");
        page.click("leave");
        browser.findElement(By.cssSelector("#figures summary")).click();
        eventually(() -> page.lines("visitors").size() == 1
                && page.lines("tallies").get(0).contains(" counted"));
        if (browser.findElements(By.className("down")).isEmpty()) {
            page.kill("tomcat-a");
        }

        looks("demo");
    }

    /** By day and night, on a desk and a phone, for those who do not see much, too; pictures of it stay in target. */
    private static void looks(String name) throws IOException {
        for (String colorScheme : List.of("light", "dark")) {
            page.prefer(colorScheme);
            for (int width : List.of(WINDOW, PHONE)) {
                page.width(width);
                page.picture(Path.of("target", "pictures", name + "-" + colorScheme + "-" + width + ".png"));
                assertThat(new AxeBuilder().analyze(browser).getViolations())
                        .as(colorScheme + ", " + width + " pixels")
                        .extracting(violation -> violation.getId() + ": " + violation.getNodes())
                        .isEmpty();
                assertThat(page.tooWide())
                        .as("nothing is wider than " + width + " pixels")
                        .isEmpty();
            }
        }
    }

    private static void assertShows(String user, String... cart) {
        eventually(() -> page.text("name").equals(user) && page.cart().equals(List.of(cart)));
        assertThat(page.element("login").isDisplayed()).isFalse();
    }

    private static void assertNothingIsLeft() {
        eventually(() ->
                page.cart().equals(List.of("empty")) && page.text("session").equals("none yet"));
        assertThat(page.element("greeting").isDisplayed()).isFalse();
        assertThat(page.text("counter")).isEqualTo("0");
    }
}
