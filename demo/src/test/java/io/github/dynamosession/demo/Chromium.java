package io.github.dynamosession.demo;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The browser of this machine, without a window. It is not fetched from anywhere: there is one, or the test is skipped. */
final class Chromium {

    private static final String MISSING =
            "NO BROWSER TEST: neither Chromium nor its driver is on the PATH; on Debian: apt-get install chromium chromium-driver";

    /** Warns of what it cannot do with a browser of this version, which nobody asks for; kept, or it forgets its level. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private Chromium() {}

    /** Skips the test if there is none; where everything has to be tested, fails it. */
    static ChromeDriver start(int width, int height) {
        SELENIUM.setLevel(Level.SEVERE);
        Optional<Path> browser = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> onPath(name).stream())
                .findFirst();
        Optional<Path> driver = onPath("chromedriver");
        if (browser.isEmpty() || driver.isEmpty()) {
            return missing();
        }
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .build();
        return new ChromeDriver(service, options(browser.get(), width, height));
    }

    private static <T> T missing() {
        System.err.println(MISSING);
        return Boolean.parseBoolean(System.getenv("CI")) ? fail(MISSING) : abort(MISSING);
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

    private static Optional<Path> onPath(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getenv("PATH"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
