package io.github.dynamosession.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/**
 * What {@code docs/cookies.md} says of both containers: the cookie is the container's, with whatever was set of it. The nodes
 * of a test answer with the number of the session's visits; a visit of {@code /change-id} changes the id.
 */
public abstract class SessionCookieContract {

    private static final String HOST_ONLY = "__Host-SHOP=[\\w.]+; Path=/; Secure; HttpOnly; SameSite=Lax";

    /** Starts a node whose cookie has the name {@code __Host-SHOP}, and all attributes that suit it. */
    protected abstract URI startWithCookieOfTheHost() throws Exception;

    @Test
    void nameAndAttributesAreThoseThatWereSetAndAnotherNodeKnowsTheSession() throws Exception {
        URI node = startWithCookieOfTheHost();
        URI other = startWithCookieOfTheHost();

        String cookie = cookie(visit(node, "X-Forwarded-Proto", "https"));
        assertThat(cookie).matches(HOST_ONLY);

        HttpResponse<String> elsewhere = visit(other, "Cookie", withoutAttributes(cookie));
        assertThat(elsewhere.body()).isEqualTo("2");
        assertThat(elsewhere.headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void aNewIdHasTheSameAttributes() throws Exception {
        URI node = startWithCookieOfTheHost();
        String cookie = cookie(visit(node, "X-Forwarded-Proto", "https"));

        String changed = cookie(
                visit(node.resolve("/change-id"), "Cookie", withoutAttributes(cookie), "X-Forwarded-Proto", "https"));

        assertThat(changed).matches(HOST_ONLY).isNotEqualTo(cookie);
    }

    protected static HttpResponse<String> visit(URI node, String... headers) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(node).headers(headers).build(), BodyHandlers.ofString());
    }

    protected static String cookie(HttpResponse<?> response) {
        assertThat(response.headers().allValues("Set-Cookie")).hasSize(1);
        return response.headers().firstValue("Set-Cookie").orElseThrow();
    }

    private static String withoutAttributes(String cookie) {
        return cookie.replaceFirst(";.*", "");
    }
}
