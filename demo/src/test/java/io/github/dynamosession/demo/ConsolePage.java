package io.github.dynamosession.demo;

import static io.github.dynamosession.demo.ShopPage.eventually;

import java.net.URI;
import java.util.List;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The console's page in a browser: what an operator clicks and reads. */
record ConsolePage(ShopPage page) {

    /** By the address that the console has printed. */
    void open(URI address) {
        page.browser().get(address.toString());
        eventually(() -> page.browser().getCurrentUrl().equals("http://127.0.0.1:" + address.getPort() + "/")
                && page.text("health").contains("as sessions need it"));
    }

    void find(String user) {
        page.element("query").sendKeys(user, Keys.ENTER);
    }

    /** What the page says of each. */
    List<String> sessions() {
        return page.texts("#sessions .what");
    }

    /** @param number in the list, from 1 on */
    void showDetails(int number) {
        WebElement line = page.browser().findElement(By.cssSelector("#sessions > li:nth-child(" + number + ")"));
        line.findElement(By.className("details")).click();
        eventually(() -> line.findElement(By.className("more")).getText().contains("cart"));
    }

    void end(String handle) {
        page.browser()
                .findElement(By.cssSelector("[aria-label='End " + handle.substring(0, 8) + "']"))
                .click();
        page.browser().findElement(By.cssSelector("#confirm [value=end]")).click();
    }
}
