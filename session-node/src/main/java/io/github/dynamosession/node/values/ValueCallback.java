package io.github.dynamosession.node.values;

import io.github.dynamosession.store.StoreException;

/**
 * What a container does with a value around its way to and from the store (servlet specification 7.7.2: activation
 * after deserialization, passivation before serialization). Called on the thread that reads or saves.
 */
@FunctionalInterface
public interface ValueCallback {

    /** Does nothing. */
    ValueCallback NONE = failure -> failure;

    /** A value that no one has seen yet was decoded. */
    default void decoded(String name, Object value) {}

    /** A value that stays in use is about to be encoded. */
    default void willEncode(String name, Object value) {}

    /** A value that stays in use was encoded, or could not be. */
    default void encoded(String name, Object value) {}

    /**
     * A value cannot be read now; the request must not be answered as if there were none.
     *
     * @return what is thrown to whoever reads it
     */
    RuntimeException failed(StoreException failure);
}
