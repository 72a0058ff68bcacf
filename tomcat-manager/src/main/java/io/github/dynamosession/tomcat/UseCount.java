package io.github.dynamosession.tomcat;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.BooleanSupplier;

/** How many requests, and look-ups of requests, use a session object. The manager forgets one that nobody uses. */
final class UseCount {

    @GuardedBy("this")
    private int count;

    @GuardedBy("this")
    private boolean forgotten;

    /** For a session that someone has just found, and holds. */
    synchronized void first() {
        count = 1;
    }

    /** Returns false if the manager has forgotten the object: another one may have its place. */
    synchronized boolean hold() {
        if (!forgotten) {
            count++;
        }
        return !forgotten;
    }

    /** Holds in any case: it was found outside of a request's scope, where nobody held it meanwhile. */
    synchronized void hold(Runnable remember) {
        count++;
        if (forgotten) {
            forgotten = false;
            remember.run();
        }
    }

    /** Holds also if the object was forgotten, but not if it cannot {@code takePlace} again: then another one has it. */
    synchronized boolean holdAgain(BooleanSupplier takePlace) {
        if (forgotten && !takePlace.getAsBoolean()) {
            return false;
        }
        forgotten = false;
        count++;
        return true;
    }

    /** Returns true if nobody holds the object any more. */
    synchronized boolean release(Runnable forget) {
        if (count > 0) { // Tomcat may end an access twice after an error
            count--;
        }
        boolean last = count == 0 && !forgotten;
        if (last) {
            forgotten = true;
            forget.run();
        }
        return last;
    }

    /** True when everyone has let go of the object, for good if nobody finds it outside of a request's scope. */
    synchronized boolean areGone() {
        return count == 0 && forgotten;
    }
}
