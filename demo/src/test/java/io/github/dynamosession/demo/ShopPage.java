package io.github.dynamosession.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/** The demo's page in a browser: what its user clicks, and what she reads. */
record ShopPage(ChromeDriver browser) {

    /** As a browser that has never been here. The page is of the server whose cookies and choices are deleted. */
    void openAsSomebodyNew(URI address) {
        browser.get(address.toString());
        browser.manage().deleteAllCookies();
        browser.executeScript("localStorage.clear()");
        browser.navigate().refresh();
        eventually(() -> !text("session").isEmpty());
    }

    void prefer(String colorScheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", colorScheme))));
    }

    /** In pixels of CSS. */
    void width(int pixels) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", 0, "deviceScaleFactor", 0, "mobile", false));
    }

    void logIn(String name) {
        element("user").sendKeys(name);
        browser.findElement(By.cssSelector("#login button")).click();
        eventually(() -> element("greeting").isDisplayed() && !devices().isEmpty());
    }

    void click(String id) {
        element(id).click();
    }

    void put(String item) {
        browser.findElement(By.id("shelf")).findElements(By.tagName("button")).stream()
                .filter(button -> button.getText().equals("+ " + item))
                .findFirst()
                .orElseThrow()
                .click();
    }

    /** Clicks are served one after the other, and each is logged last of all. */
    void countTo(int number) {
        click("count");
        eventually(() -> text("last").startsWith("count") && text("counter").equals(Integer.toString(number)));
    }

    List<String> cart() {
        return lines("cart").stream()
                .map(line -> line.lines().findFirst().orElse(""))
                .toList();
    }

    /** What the page says of each browser of the user. */
    List<String> devices() {
        return browser.findElements(By.cssSelector("#device-list li > span")).stream()
                .map(WebElement::getText)
                .toList();
    }

    List<String> lines(String list) {
        return browser.findElements(By.cssSelector("#" + list + " li")).stream()
                .map(WebElement::getText)
                .toList();
    }

    String nodeThatServedLast() {
        return browser.findElement(By.cssSelector("#last b:nth-of-type(2)")).getText();
    }

    void kill(String node) {
        element(node).findElement(By.className("kill")).click();
        eventually(() -> state(node).equals("down"));
    }

    void restart(String node) {
        element(node).findElement(By.className("restart")).click();
        eventually(() -> state(node).equals("up"));
    }

    private String state(String node) {
        return element(node).findElement(By.className("state")).getText();
    }

    /** Also what is there for screen readers only. */
    String announced() {
        return String.valueOf(element("news").getDomProperty("textContent"));
    }

    /** What a screen reader calls the element that has the focus. */
    String focused() {
        return browser.switchTo().activeElement().getAccessibleName();
    }

    /** What the Tab key reaches. */
    List<String> namesByTab() {
        Map<WebElement, String> reached = new LinkedHashMap<>();
        int before;
        do {
            before = reached.size();
            new Actions(browser).sendKeys(Keys.TAB).perform();
            reached.put(browser.switchTo().activeElement(), focused());
        } while (reached.size() > before);
        return List.copyOf(reached.values());
    }

    /** Of a column of the table, in all its rows. */
    double sumOf(String column) {
        List<String> heads = browser.findElements(By.cssSelector("#figures thead th")).stream()
                .map(WebElement::getText)
                .toList();
        int place = heads.indexOf(column) + 1;
        return browser.findElements(By.cssSelector("#figures tbody tr > :nth-child(" + place + ")")).stream()
                .mapToDouble(cell -> Double.parseDouble(cell.getText()))
                .sum();
    }

    /** What is cut off, or makes its user scroll to the right. */
    List<?> tooWide() {
        return (List<?>) Objects.requireNonNull(browser.executeScript("""
                return [document.documentElement, ...document.querySelectorAll('details, .panel')]
                  .filter(part => part.scrollWidth > part.clientWidth)
                  .map(part => `${part.tagName} ${part.id}`);
                """));
    }

    /** Whether a plot has drawn anything in a color, as CSS writes it. */
    boolean hasDrawn(String plot, String color) {
        return Boolean.TRUE.equals(browser.executeScript("""
                const [plot, color] = arguments;
                const canvas = document.querySelector(`#${plot} canvas`);
                const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                const wanted = color.match(/[0-9]+/g).map(Number);
                for (let at = 0; at < data.length; at += 4) {
                  if (wanted.every((part, place) => data[at + place] === part)) return true;
                }
                return false;
                """, plot, color));
    }

    /** The window that a click in this one has opened. */
    String otherWindow(String window) {
        eventually(() -> browser.getWindowHandles().size() == 2);
        return browser.getWindowHandles().stream()
                .filter(handle -> !handle.equals(window))
                .findFirst()
                .orElseThrow();
    }

    List<String> texts(String css) {
        return browser.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    /** All of the page, as it is. */
    void picture(Path file) throws IOException {
        Map<String, Object> taken =
                browser.executeCdpCommand("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode((String) taken.get("data")));
    }

    String text(String id) {
        return element(id).getText();
    }

    WebElement element(String id) {
        return browser.findElement(By.id(id));
    }

    /** The page replaces parts of itself meanwhile. */
    static void eventually(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(30))
                .ignoreException(StaleElementReferenceException.class)
                .until(condition);
    }
}
