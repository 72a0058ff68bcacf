package io.github.dynamosession.testapp;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Named gates between the requests of one node: whoever comes first makes the gate, and an open one stays open. */
final class Latches {

    private static final Map<String, CountDownLatch> LATCHES = new ConcurrentHashMap<>();

    private Latches() {}

    static void await(String name) throws InterruptedException {
        if (!latch(name).await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody opened the latch " + name);
        }
    }

    static void open(String name) {
        latch(name).countDown();
    }

    private static CountDownLatch latch(String name) {
        return LATCHES.computeIfAbsent(name, key -> new CountDownLatch(1));
    }
}
