package io.github.dynamosession.node.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The session that a {@link Program} is about, with one JVM for all nodes: the product's, or the model's. */
interface Sessions {

    /** Requests enter the session, or take in again what other nodes changed. */
    void join(int request);

    /** The object that a request is handed; null: there is none. */
    @Nullable
    List<Integer> get(int request, String name);

    void set(int request, String name, List<Integer> object);

    void remove(int request, String name);

    void setInterval(int request, int minutes);

    /** @return false if the request is told that nothing of it was done; it fails then */
    boolean save(int request, Fault fault);

    void arrive();

    void fail(int request);

    /** The request is over, and has saved what it could. */
    void end(int request);

    /** What is stored: values by name, and the interval in minutes by the name {@code interval}. */
    Map<String, List<Integer>> stored();

    /** What becomes of a call to the store. */
    enum Fault {
        NONE,
        REFUSED,
        UNANSWERED,
        LATE
    }
}
