package io.github.dynamosession.it;

import io.github.dynamosession.cluster.CookieClient;
import io.github.dynamosession.cluster.ServerNode;
import java.net.http.HttpResponse;
import java.util.List;

/** A browser with cookies of several web applications, whose every request reaches another node. */
final class Visitor {

    private final CookieClient browser = new CookieClient();
    private final SignOnNodes nodes;

    Visitor(SignOnNodes nodes) {
        this.nodes = nodes;
    }

    /** Runs steps on a page that needs a login. */
    Answer in(String application, String... steps) {
        return on(nodes.next(), "/" + application + "/secured/do", steps);
    }

    /** Runs steps on a page that needs none. */
    Answer outside(String application, String... steps) {
        return on(nodes.next(), "/" + application + "/do", steps);
    }

    Answer on(ServerNode node, String path, String... steps) {
        return answer(browser.get(node, Query.path(path, steps)));
    }

    /** By the form, with the password; the login page has been asked for. */
    void logIn(String application) {
        in(application, "user");
        String path = "/" + application + "/j_security_check";
        Answer login = answer(browser.post(nodes.next(), path, "j_username=ann&j_password=secret"));
        on(nodes.next(), login.location()).ok();
    }

    /** Whether all nodes show Ann's page; they agree. */
    boolean isLoggedInTo(String application) {
        long shown = nodes.all().stream()
                .map(node -> on(node, "/" + application + "/secured/do", "user").body())
                .filter(body -> body.contains("user=ann"))
                .count();
        if (shown != 0 && shown != nodes.all().size()) {
            throw new AssertionError(
                    "logged in on " + shown + " of " + nodes.all().size() + " nodes");
        }
        return shown > 0;
    }

    /** The values of all cookies, without routes. */
    List<String> cookies() {
        return browser.cookies().stream()
                .map(cookie -> cookie.getValue().replaceFirst("\\..*", ""))
                .toList();
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers(), response.body());
    }
}
