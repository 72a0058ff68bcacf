package io.github.dynamosession.testapp;

import static java.util.Map.entry;

import io.github.dynamosession.testapp.Script.Step;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Map;

/** Steps on the response, each a way in which bytes leave the node. */
final class ResponseSteps {

    static final Map<String, Step> ALL = Map.ofEntries(
            entry("flush", exchange -> exchange.response().flushBuffer()),
            entry("big", ResponseSteps::big),
            entry("length", ResponseSteps::length),
            entry("redirect", exchange -> exchange.response().sendRedirect(path(exchange))),
            // 409 has a page of the application, which sets an attribute; every other status has the container's page
            entry("error", exchange -> exchange.response().sendError(exchange.number())),
            entry("throw", ResponseSteps::fail),
            entry("forward", ResponseSteps::forward),
            entry("include", ResponseSteps::include));

    private ResponseSteps() {}

    private static String path(Exchange exchange) {
        return exchange.request().getContextPath() + exchange.argument(1);
    }

    private static void big(Exchange exchange) throws IOException {
        exchange.response().getWriter().println("x".repeat(exchange.number()));
    }

    /** The whole body, of a length told in advance; no later step may answer. */
    private static void length(Exchange exchange) throws IOException {
        exchange.response().setContentLength(exchange.number());
        exchange.response().getWriter().print("x".repeat(exchange.number()));
    }

    private static void fail(Exchange exchange) throws ServletException {
        throw new ServletException("as the script wants");
    }

    /** The remaining steps are done by the target of a forward. */
    private static void forward(Exchange exchange) throws ServletException, IOException {
        exchange.script().handOver(exchange.request());
        exchange.request().getRequestDispatcher("/do").forward(exchange.request(), exchange.response());
    }

    /**
     * {@code include:/context}: the remaining steps are done by another web application. Jetty 12.1 trips over an include
     * without a query.
     */
    private static void include(Exchange exchange) throws ServletException, IOException {
        exchange.script().handOver(exchange.request());
        exchange.request()
                .getServletContext()
                .getContext(exchange.argument(1))
                .getRequestDispatcher("/do?included")
                .include(exchange.request(), exchange.response());
    }
}
