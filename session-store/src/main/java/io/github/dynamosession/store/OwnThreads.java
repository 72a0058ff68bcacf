package io.github.dynamosession.store;

import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;

/**
 * Threads of this product, which hold nothing of a web application, whoever needs one first. Not for users.
 *
 * <p>A thread inherits the context class loader and the inheritable thread-locals of the one that makes it. That one serves a
 * request, or starts an application: what it has must not stay in memory for as long as our thread lives.
 */
public final class OwnThreads {

    private OwnThreads() {}

    /** Makes daemons of this name, whose context class loader is that of this product. */
    public static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(null, task, name, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(OwnThreads.class.getClassLoader());
            return thread;
        };
    }

    /** Runs tasks at their time on as many of them, none of which is there before the first task; who cancels a task frees it. */
    public static ScheduledThreadPoolExecutor scheduler(String name, int threads) {
        ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(threads, named(name));
        scheduler.setRemoveOnCancelPolicy(true);
        return scheduler;
    }

    /** Does something under another context class loader: what is made meanwhile, on this thread, is tied to that one. */
    public static <T> T under(ClassLoader loader, Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader caller = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(caller);
        }
    }
}
