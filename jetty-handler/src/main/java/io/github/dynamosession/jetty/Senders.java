package io.github.dynamosession.jetty;

import org.jspecify.annotations.Nullable;

/**
 * Of which request the response is that a thread is sending. {@link DynamoDbSessionCache#commit} is not told, and Jetty
 * does not always bind the thread that sends to its request. A thread knows it for as long as it sends, whatever that
 * comes to: what it left behind would be taken for the next request's, and keep a stopped web application in memory.
 */
final class Senders {

    private final ThreadLocal<RequestScope> sending = new ThreadLocal<>();

    void run(RequestScope scope, Runnable send) {
        RequestScope outer = sending.get();
        sending.set(scope);
        try {
            scope.unit().run(send);
        } finally {
            if (outer == null) {
                sending.remove();
            } else {
                sending.set(outer); // a callback of its response completed another one
            }
        }
    }

    @Nullable
    RequestScope current() {
        return sending.get();
    }
}
