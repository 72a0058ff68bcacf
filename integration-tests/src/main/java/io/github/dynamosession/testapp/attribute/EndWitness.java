package io.github.dynamosession.testapp.attribute;

import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Tells a test over HTTP of the end of the session, whichever node is told of it.
 *
 * @param uri where the test listens
 */
public record EndWitness(String uri) implements HttpSessionBindingListener, Serializable {

    /** The witness among the attributes of a session, which it finds only if attributes can still be read. */
    public static Optional<EndWitness> of(HttpSession session) {
        List<String> names = Collections.list(session.getAttributeNames());
        return names.stream()
                .map(session::getAttribute)
                .filter(EndWitness.class::isInstance)
                .map(EndWitness.class::cast)
                .findFirst();
    }

    public void tellDestroyed(HttpSession session) {
        tell("destroyed", session.getId(), String.valueOf(session.getAttribute("user")));
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        tell("unbound", event.getSession().getId(), event.getName());
    }

    private void tell(String what, String sessionId, String detail) {
        String classLoader = isApplications() ? "" : "&wrongClassLoader";
        String query = what + "&" + encode(sessionId) + "&" + encode(detail) + classLoader;
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(uri + "?" + query).toURL().openConnection();
            connection.getResponseCode();
            connection.disconnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isApplications() {
        return Thread.currentThread().getContextClassLoader() == EndWitness.class.getClassLoader();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
