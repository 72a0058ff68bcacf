package io.github.dynamosession.testapp.attribute;

import java.io.Serial;
import java.io.Serializable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A count that loses increments unless they come one after the other: made for one thread, as session objects often are. */
public final class Counter implements Serializable {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private int count;

    public void increment() {
        int before = count;
        LockSupport.parkNanos(WORK_NANOS);
        count = before + 1;
    }

    @Override
    public String toString() {
        return String.valueOf(count);
    }
}
