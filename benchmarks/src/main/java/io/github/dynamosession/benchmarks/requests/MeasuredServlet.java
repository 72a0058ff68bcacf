package io.github.dynamosession.benchmarks.requests;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/** Answers the requests of the benchmark; and at {@value #FIGURES} what its JVM has used so far. */
abstract class MeasuredServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    static final String OPEN = "/open";
    static final String FIGURES = "/figures";

    /** What {@link RequestKind#CHANGE} sets, and {@link RequestKind#IN_PLACE} changes. */
    static final String TEXT = "text0";

    static final String BASKET = "basket";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = body(request, response).getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private String body(HttpServletRequest request, HttpServletResponse response) {
        String path = Objects.requireNonNull(request.getPathInfo());
        return switch (path) {
            case FIGURES -> JvmFigures.now().toString();
            case OPEN -> open(request, response);
            default -> answer(RequestKind.valueOf(path.substring(1).toUpperCase(Locale.ROOT)), request);
        };
    }

    /** Makes a session for a client, and says under which key it is stored. */
    abstract String open(HttpServletRequest request, HttpServletResponse response);

    /** What a request of the client gets, which ends with a number: it grows with each change. */
    abstract String answer(RequestKind kind, HttpServletRequest request);
}
