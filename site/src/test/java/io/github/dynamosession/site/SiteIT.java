package io.github.dynamosession.site;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import io.github.dynamosession.browser.Chromium;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** What a reader of the site sees: on a desk by day, and on a phone by night. */
class SiteIT {

    private static final int PHONE = 390;
    private static final int DESK = 1280;

    private static BuiltSite site;
    private static ChromeDriver browser;
    private static String axe;

    @BeforeAll
    static void start() throws Exception {
        browser = Chromium.start(DESK, 900);
        site = BuiltSite.start();
        axe = new EmbeddedResourceAxeProvider().getScript();
    }

    /** In the order of the start, any part of which may have failed or been skipped. */
    @AfterAll
    static void end() {
        Optional.ofNullable(browser).ifPresent(ChromeDriver::quit);
        Optional.ofNullable(site).ifPresent(BuiltSite::close);
    }

    static List<String> pages() {
        return BuiltSite.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everybodyCanReadThePageAndNoOtherHostHearsOfIt(String page) {
        show(DESK, "light");
        browser.get(site.address().resolve(page).toString());
        browser.executeScript(axe);
        List<String> violations = new ArrayList<>(violations());
        show(PHONE, "dark");
        violations.addAll(violations());

        assertThat(violations).isEmpty();
        assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(PHONE);
        assertThat(strings(browser.executeScript(
                        "return performance.getEntriesByType('resource').map(entry => entry.name)")))
                .isNotEmpty()
                .allMatch(address -> address.startsWith(site.address().toString()));
    }

    /** No transition is under way: the theme has none for who wants less motion. */
    private static void show(int width, String colorScheme) {
        browser.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "features",
                        List.of(
                                Map.of("name", "prefers-color-scheme", "value", colorScheme),
                                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width == PHONE));
    }

    /** Contrast takes nine tenths of the time: long tables and listings have no colours that their first lines have not. */
    private static List<String> violations() {
        return strings(browser.executeAsyncScript("""
                const done = arguments[arguments.length - 1]
                const resultTypes = ['violations']
                const all = axe.run(document, { resultTypes, rules: { 'color-contrast': { enabled: false } } })
                const colours = all.then(() => axe.run(
                    { exclude: ['tbody tr:nth-child(n + 6)', 'pre .line:nth-child(n + 20)'] },
                    { resultTypes, runOnly: ['color-contrast'] }))
                Promise.all([all, colours]).then(
                    results => done(results.flatMap(({ violations }) => violations).flatMap(({ id, nodes }) =>
                        nodes.map(({ target, failureSummary }) => `${innerWidth} ${id}: ${target}: ${failureSummary}`))),
                    error => done([`${error}`]))
                """));
    }

    private static List<String> strings(@Nullable Object list) {
        return ((List<?>) requireNonNull(list)).stream().map(String::valueOf).toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aLinkLeadsToAPageThatIsBuiltAndToAHeadingOnIt(String page) throws IOException {
        URI here = site.address().resolve(page);
        List<String> dead = Jsoup.parse(BuiltSite.file(page)).select("a[href]").stream()
                .map(link -> here.resolve(link.attr("href")))
                .filter(target -> target.toString().startsWith(site.address().toString()))
                .filter(target -> !isThere(target))
                .map(URI::toString)
                .toList();

        assertThat(dead).isEmpty();
    }

    private static boolean isThere(URI target) {
        String path = site.address().relativize(target).getPath();
        Path file = BuiltSite.file(path.isEmpty() ? "index.html" : path);
        try {
            return Files.isRegularFile(file)
                    && (target.getFragment() == null || Jsoup.parse(file).getElementById(target.getFragment()) != null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPropertyIsFoundByItsName() {
        show(DESK, "light");
        browser.get(site.address().toString());
        // the button hears nothing before the page's script has loaded; a click more does no harm
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            browser.executeScript("document.querySelector('button.DocSearch-Button').click()");
            return !browser.findElements(By.id("localsearch-input")).isEmpty();
        });
        browser.findElement(By.id("localsearch-input")).sendKeys("touchInterval");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> browser.findElements(By.cssSelector("#localsearch-list a[href*='/configuration.html']"))
                                .size()
                        > 0);
    }
}
