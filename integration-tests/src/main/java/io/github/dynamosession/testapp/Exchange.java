package io.github.dynamosession.testapp;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one step works on.
 *
 * @param text the step as the client wrote it: a verb and its arguments, separated by colons
 */
record Exchange(Script script, String text, HttpServletRequest request, HttpServletResponse response) {

    String argument(int index) {
        return text.split(":", 3)[index];
    }

    int number() {
        return Integer.parseInt(argument(1));
    }

    HttpSession session() {
        return script.session(request);
    }

    /** Answers something of the session, or null where there is none. */
    void answerFromSession(Function<HttpSession, @Nullable Object> value) throws IOException {
        HttpSession session = request.getSession(false);
        answer(session == null ? null : value.apply(session));
    }

    void answer(@Nullable Object value) throws IOException {
        response.getWriter().print(text + "=" + value + "\n");
    }
}
