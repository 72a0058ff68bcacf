package io.github.dynamosession.workload;

/** How many steps {@link Shopper}s take. */
@FunctionalInterface
public interface Steps {

    /** Waits for the next step; false: there are no more. */
    boolean next() throws InterruptedException;
}
