package io.github.dynamosession.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What a user sees of an answer. */
final class Page {

    private final HttpResponse<String> response;
    private final Document html;

    Page(URI address, HttpResponse<String> response) {
        this.response = response;
        this.html = Jsoup.parse(response.body(), address.toString());
    }

    /** Fails with what the page shows instead. */
    Page ok() {
        assertThat(response.statusCode())
                .as(response.uri() + ":\n" + response.body())
                .isEqualTo(200);
        return this;
    }

    int status() {
        return response.statusCode();
    }

    String text() {
        return html.text();
    }

    /** The text of the one element, or an empty one. */
    String text(String selector) {
        return html.select(selector).text();
    }

    List<String> texts(String selector) {
        return html.select(selector).eachText();
    }

    /** Where a link leads to. */
    String link(String selector) {
        return only(selector).absUrl("href");
    }

    /** The first form. */
    Form form() {
        return form("form");
    }

    Form form(String selector) {
        return new Form(only(selector));
    }

    private Element only(String selector) {
        Element found = html.selectFirst(selector);
        assertThat(found)
                .as(selector + " in " + response.uri() + ", " + response.statusCode() + ":\n" + response.body())
                .isNotNull();
        return found;
    }
}
