package io.github.dynamosession.demo;

import static io.github.dynamosession.demo.ShopPage.eventually;

import io.github.dynamosession.browser.Chromium;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** Takes the picture of the README: the page after a tour of all that it shows, with a node that has been killed. */
@EnabledIfSystemProperty(named = "demo.picture", matches = ".*")
class PictureIT {

    private static final Path PICTURE = Path.of("../docs/demo.png");

    @Test
    void thePageAfterATour() throws IOException {
        ChromeDriver browser = Chromium.start(1140, 860);
        try (DemoCluster cluster = DemoCluster.start(0, System.out::println)) {
            ShopPage page = new ShopPage(browser);
            page.prefer("light");
            page.openAsSomebodyNew(cluster.address());
            page.logIn("Ada");
            logInElsewhere(page);
            tour(page);
            page.picture(PICTURE);
        } finally {
            browser.quit();
        }
    }

    private static void logInElsewhere(ShopPage page) {
        ChromeDriver browser = page.browser();
        String here = browser.getWindowHandle();
        browser.findElement(By.cssSelector("#second a")).click();
        browser.switchTo().window(page.otherWindow(here));
        eventually(() -> page.text("session").equals("none yet"));
        page.logIn("Ada");
        browser.close();
        browser.switchTo().window(here);
    }

    private static void tour(ShopPage page) {
        page.click("leave");
        page.click("free");
        page.click("locked");
        page.put("lamp");
        page.put("teapot");
        page.countTo(1);
        eventually(() -> page.lines("visitors").get(0).contains("told once"));
        page.kill("tomcat-a");
        page.put("lamp");
        page.put("globe");
        page.put("kite");
        page.countTo(2);
    }
}
