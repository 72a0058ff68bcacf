package io.github.dynamosession.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.selenium.AxeBuilder;
import io.github.dynamosession.browser.Chromium;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * What a user sees who clicks through the demo's page. With {@code -Ddemo.picture} it leaves a picture of it in {@code
 * docs/demo.png}.
 */
class BrowserIT {

    private static final Path PICTURE = Path.of("../docs/demo.png");

    private static ChromeDriver browser;
    private static DemoCluster cluster;

    @BeforeAll
    static void start() {
        browser = Chromium.start(1140, 860);
        cluster = DemoCluster.start(0, System.out::println);
    }

    /** In the order of the start, any part of which may have failed or been skipped. */
    @AfterAll
    static void end() {
        Optional.ofNullable(browser).ifPresent(ChromeDriver::quit);
        Optional.ofNullable(cluster).ifPresent(DemoCluster::close);
    }

    @Test
    void userAndCartSurviveTheKillOfTheNodeThatServedLastAndEndWithTheLogout() throws IOException {
        openAsSomebodyNew();
        logIn("Ada");
        fillTheCart();

        killTheNodeThatServedLast();
        clickInShop("+ globe");
        clickInShop("+ kite");
        countTo(2);
        takePicture();
        assertShows("Ada", "1 × globe", "1 × kite", "2 × lamp", "1 × teapot");
        browser.navigate().refresh();
        assertShows("Ada", "1 × globe", "1 × kite", "2 × lamp", "1 × teapot");

        element("logout").click();
        assertNothingIsLeft();
        browser.navigate().refresh();
        assertNothingIsLeft();
    }

    @Test
    void thePageAlsoWorksWhereNobodyKnowsOfNodesAndCosts() {
        DemoNode node = cluster.nodes().stream()
                .filter(each -> each.state() == DemoNode.State.UP)
                .findFirst()
                .orElseThrow();
        browser.get(node.url() + "/");
        clickInShop("+ lamp");

        eventually(() -> cart().equals(List.of("1 × lamp")));
        eventually(() -> element("last").getText().equals("+ lamp was served by " + node.name()));
        assertThat(browser.findElements(By.className("node"))).isEmpty();
        assertThat(element("costs").isDisplayed()).isFalse();
    }

    @Test
    void aUserSeesWhereElseSheIsLoggedInAndLogsOutThere() throws Exception {
        HttpClient elsewhere =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        assertThat(shop(elsewhere, "POST", "/api/login?user=Grace")).contains("\"user\":\"Grace\"");
        openAsSomebodyNew();
        logIn("Grace");
        eventually(() -> devices().size() == 2);

        browser.findElement(By.cssSelector("#device-list button")).click();

        eventually(() -> devices().size() == 1 && devices().get(0).endsWith(", here"));
        assertThat(shop(elsewhere, "GET", "/api/state")).doesNotContain("Grace");
        assertThat(element("name").getText()).isEqualTo("Grace");
    }

    private static String shop(HttpClient client, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(cluster.address().resolve(path))
                .method(method, BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    /** Contrast, labels, landmarks; with a node that is down, and a cart and devices on the page. */
    @ParameterizedTest
    @ValueSource(strings = {"light", "dark"})
    void thePageIsAccessible(String colorScheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
        openAsSomebodyNew();
        logIn("Ida, " + colorScheme);
        clickInShop("+ lamp");
        eventually(() ->
                element("last").getText().startsWith("+ lamp") && devices().size() == 1);

        assertThat(new AxeBuilder().analyze(browser).getViolations())
                .extracting(violation -> violation.getId() + ": " + violation.getNodes())
                .isEmpty();
    }

    /** The page is of the server whose cookies are deleted. */
    private static void openAsSomebodyNew() {
        browser.get(cluster.address().toString());
        browser.manage().deleteAllCookies();
        browser.navigate().refresh();
    }

    private List<String> devices() {
        return browser.findElements(By.cssSelector("#device-list li span")).stream()
                .map(WebElement::getText)
                .toList();
    }

    private void logIn(String name) {
        eventually(() -> !element("session").getText().isEmpty());
        element("user").sendKeys(name);
        browser.findElement(By.cssSelector("#login button")).click();
        eventually(() -> element("greeting").isDisplayed());
    }

    private void fillTheCart() {
        clickInShop("+ lamp");
        clickInShop("+ teapot");
        clickInShop("+ lamp");
        countTo(1);
    }

    /** Clicks are served one after the other, and each is logged last of all. */
    private void countTo(int number) {
        element("count").click();
        eventually(() -> element("last").getText().startsWith("count")
                && element("counter").getText().equals(Integer.toString(number)));
    }

    private void clickInShop(String label) {
        browser.findElement(By.id("shelf")).findElements(By.tagName("button")).stream()
                .filter(button -> button.getText().equals(label))
                .findFirst()
                .orElseThrow()
                .click();
    }

    private void killTheNodeThatServedLast() {
        String node =
                browser.findElement(By.cssSelector("#last b:nth-of-type(2)")).getText();
        WebElement card = element(node);
        card.findElement(By.className("kill")).click();
        eventually(() -> card.findElement(By.className("state")).getText().equals("down"));
    }

    private void assertShows(String user, String... cart) {
        eventually(() -> element("name").getText().equals(user) && cart().equals(List.of(cart)));
        assertThat(element("login").isDisplayed()).isFalse();
    }

    private void assertNothingIsLeft() {
        eventually(() ->
                cart().equals(List.of("empty")) && element("session").getText().equals("none yet"));
        assertThat(element("greeting").isDisplayed()).isFalse();
        assertThat(element("counter").getText()).isEqualTo("0");
    }

    /** The page replaces parts of itself meanwhile. */
    private static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(StaleElementReferenceException.class)
                .until(condition);
    }

    private WebElement element(String id) {
        return browser.findElement(By.id(id));
    }

    private List<String> cart() {
        return browser.findElements(By.cssSelector("#cart li")).stream()
                .map(line -> line.getText().lines().findFirst().orElse(""))
                .toList();
    }

    private void takePicture() throws IOException {
        if (System.getProperty("demo.picture") != null) {
            Files.write(PICTURE, browser.getScreenshotAs(OutputType.BYTES));
        }
    }
}
