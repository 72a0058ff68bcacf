package io.github.dynamosession.store;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Waits with a bound that an interruption does not end. Applications set the interrupt flag again when they have caught an
 * InterruptedException, and the session is saved on the same thread afterwards: that must not cost them their changes. Not
 * for users.
 */
public final class Uninterrupted {

    /** What is waited for. */
    @FunctionalInterface
    public interface Wait {
        /** @return whether it came within the time */
        boolean await(long time, TimeUnit unit) throws InterruptedException;
    }

    private Uninterrupted() {}

    /** @return whether it came; the thread's interrupt flag is as it was, or set if the thread was interrupted meanwhile */
    public static boolean await(Duration atMost, Wait wait) {
        long end = System.nanoTime() + atMost.toNanos();
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return wait.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for so long. */
    public static void sleep(Duration time) {
        await(time, (left, unit) -> {
            unit.sleep(left);
            return true;
        });
    }
}
