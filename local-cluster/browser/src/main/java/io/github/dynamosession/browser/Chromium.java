package io.github.dynamosession.browser;

import io.github.dynamosession.cluster.Programs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The browser of this machine, without a window. It is not fetched from anywhere: there is one, or the test is skipped. */
public final class Chromium {

    private static final String MISSING =
            "NO BROWSER TEST: neither Chromium nor its driver is on the PATH; on Debian: apt-get install chromium chromium-driver";

    /** Warns of what it cannot do with a browser of this version, which nobody asks for; kept, or it forgets its level. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private Chromium() {}

    /** Skips the test if there is none; where everything has to be tested, fails it. */
    public static ChromeDriver start(int width, int height) {
        SELENIUM.setLevel(Level.SEVERE);
        Optional<Path> browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Programs.onPath(name).stream())
                .findFirst();
        Optional<Path> driver = Programs.onPath("chromedriver");
        if (browser.isEmpty() || driver.isEmpty()) {
            return Programs.missing(MISSING);
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .build();
        return new ChromeDriver(service, options(browser.get(), width, height));
    }

    /** Nothing but the page is asked for over the network; as root, in a container, there is no sandbox to be had. */
    private static ChromeOptions options(Path browser, int width, int height) {
        return new ChromeOptions()
                .setBinary(browser.toFile())
                .addArguments(
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--force-device-scale-factor=1.5",
                        "--window-size=" + width + "," + height);
    }
}
