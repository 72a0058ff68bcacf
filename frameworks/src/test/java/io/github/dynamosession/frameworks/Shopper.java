package io.github.dynamosession.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.cluster.CookieClient;
import io.github.dynamosession.cluster.ServerNode;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** A browser whose every request to the shop reaches another node; it counts what its clicks cost there. */
final class Shopper {

    /** What the shop's load balancer would be called. */
    static final String ADDRESS = "http://shop.localhost";

    private static final int MOST_REDIRECTS = 10;

    private final CookieClient browser = new CookieClient();
    private final Application application;
    private final Nodes shop;
    private final Map<String, Expense> expenses = new LinkedHashMap<>();

    Shopper(Application application, Nodes shop) {
        this.application = application;
        this.shop = shop;
    }

    /** Opens a page. */
    Page open(String click, String address) {
        return follow(click, request(click, URI.create(ADDRESS).resolve(address), null));
    }

    /** Sends the form of a page. */
    Page send(String click, Form form) {
        return follow(
                click,
                form.isPost() ? request(click, form.action(), form.encoded()) : request(click, form.action(), null));
    }

    /** The names of what its session holds. */
    SortedSet<String> attributes() {
        return shop.table().attributes(application, sessionId().orElseThrow());
    }

    private Optional<String> sessionId() {
        return browser.cookies().stream()
                .filter(cookie -> cookie.getName().equals("JSESSIONID"))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private long saves() {
        return sessionId().map(id -> shop.table().saves(application, id)).orElse(0L);
    }

    Map<String, Expense> expenses() {
        return expenses;
    }

    private Page follow(String click, Hop first) {
        Hop hop = first;
        Expense expense = hop.expense();
        for (int i = 0; hop.isRedirect(); i++) {
            assertThat(i).as("redirects of " + click).isLessThan(MOST_REDIRECTS);
            hop = request(click, target(hop), null);
            expense = expense.plus(hop.expense());
        }
        expenses.merge(click, expense, Expense::orMore);
        return new Page(hop.address(), hop.response());
    }

    private Hop request(String click, URI address, @Nullable String form) {
        if (!address.getAuthority().equals(URI.create(ADDRESS).getAuthority())) {
            return new Hop(address, send(address, form), Expense.NONE);
        }
        ServerNode node = shop.next();
        Meter meter = new Meter(shop.callsOf(node));
        HttpResponse<String> response = send(onTheNode(node, address), form);
        Expense expense = meter.read();
        assertThat(expense.saves())
                .as("one save before the response is committed, one after it: " + click + " at " + address)
                .isLessThanOrEqualTo(2);
        return new Hop(address, response, expense);
    }

    /**
     * Where a redirect leads. Nodes name themselves, as no balancer tells them another address, and a request that one of
     * them has kept may name another, which may be dead by now: all of them are the shop.
     */
    private URI target(Hop redirect) {
        URI target = redirect.response()
                .uri()
                .resolve(redirect.response().headers().firstValue("Location").orElseThrow());
        return shop.has(target) ? URI.create(ADDRESS).resolve(withoutServer(target)) : target;
    }

    private HttpResponse<String> send(URI address, @Nullable String form) {
        return form == null ? browser.get(address) : browser.post(address, form);
    }

    private static URI onTheNode(ServerNode node, URI address) {
        return node.url().resolve(withoutServer(address));
    }

    private static String withoutServer(URI address) {
        return address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery());
    }

    /** Takes the figures before and after one request. */
    private final class Meter {

        private final StoreCalls node;
        private final long saves = saves();
        private final double readUnits;
        private final double writeUnits;

        Meter(StoreCalls node) {
            this.node = node;
            this.readUnits = node.readUnits();
            this.writeUnits = node.writeUnits();
        }

        Expense read() {
            long changes = saves() - saves;
            return new Expense(
                    1, changes < 0 ? 1 : changes, node.readUnits() - readUnits, node.writeUnits() - writeUnits);
        }
    }

    /** One of the answers on the way to a page. */
    private record Hop(URI address, HttpResponse<String> response, Expense expense) {

        boolean isRedirect() {
            return response.statusCode() / 100 == 3;
        }
    }
}
