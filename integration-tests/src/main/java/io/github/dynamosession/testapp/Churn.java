package io.github.dynamosession.testapp;

import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Threads of the application's own that go on changing collections while requests save them. */
final class Churn {

    private static final Queue<Thread> THREADS = new ConcurrentLinkedQueue<>();

    private Churn() {}

    static void start(Collection<String> strings, int count) {
        Thread thread = new Thread(() -> IntStream.range(0, count).forEach(i -> change(strings)), "churn");
        thread.setDaemon(true);
        THREADS.add(thread);
        thread.start();
    }

    /** The threads exclude each other; the one that saves knows nothing of their lock. */
    private static void change(Collection<String> strings) {
        synchronized (strings) {
            strings.add("churned");
            strings.remove("churned");
        }
    }

    static void join() throws InterruptedException {
        for (Thread thread; (thread = THREADS.poll()) != null; ) {
            thread.join();
        }
    }
}
