package io.github.dynamosession.testapp;

import io.github.dynamosession.testapp.Script.Step;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Steps that end the servlet's work and go on elsewhere. */
final class AsyncSteps {

    private static final long LONGER_THAN_ANY_TEST = 120_000;

    static final Map<String, Step> ALL = Map.of(
            "async", AsyncSteps::async,
            "startAsync", exchange -> start(exchange, LONGER_THAN_ANY_TEST),
            "on", AsyncSteps::on,
            "dispatch", AsyncSteps::dispatch,
            "timeout", AsyncSteps::timeout,
            "complete", exchange -> exchange.request().getAsyncContext().complete());

    private AsyncSteps() {}

    /**
     * The remaining steps are done by a thread that the container does not know, and that does not see the web
     * application's classes, as a client library's would not. They end with {@code complete} or {@code dispatch}.
     */
    private static void async(Exchange exchange) {
        AsyncContext async = start(exchange, LONGER_THAN_ANY_TEST);
        Script rest = exchange.script().takeRest();
        Thread thread = new Thread(() -> run(rest, async), "foreign");
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

    /** The remaining steps are done by the container's dispatch, as a request of its own. */
    private static void dispatch(Exchange exchange) {
        exchange.script().handOver(exchange.request());
        exchange.request().getAsyncContext().dispatch();
    }

    /**
     * {@code timeout:millis}: the remaining steps are done when the container reports the time-out. Jetty 12.0 may lose one
     * that is over before the servlet has returned.
     */
    private static void timeout(Exchange exchange) {
        AsyncContext async = start(exchange, exchange.number());
        Script rest = exchange.script().takeRest();
        async.addListener(new Listener("timeout", () -> run(rest, async)));
    }

    /** {@code on:event:step}: one step, to be done when the container reports {@code complete} or {@code error}. */
    private static void on(Exchange exchange) {
        AsyncContext async = exchange.request().getAsyncContext();
        Script step = new Script(List.of(exchange.argument(2)));
        async.addListener(new Listener(exchange.argument(1), () -> run(step, async)));
    }

    private static AsyncContext start(Exchange exchange, long timeoutMillis) {
        AsyncContext async = exchange.request().startAsync();
        async.setTimeout(timeoutMillis);
        return async;
    }

    private static void run(Script script, AsyncContext async) {
        try {
            script.run((HttpServletRequest) async.getRequest(), (HttpServletResponse) async.getResponse());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private record Listener(String event, Runnable action) implements AsyncListener {

        @Override
        public void onStartAsync(AsyncEvent started) {}

        @Override
        public void onTimeout(AsyncEvent timedOut) {
            tell("timeout");
        }

        @Override
        public void onComplete(AsyncEvent completed) {
            tell("complete");
        }

        @Override
        public void onError(AsyncEvent failed) {
            tell("error");
        }

        private void tell(String happened) {
            if (event.equals(happened)) {
                action.run();
            }
        }
    }
}
