package io.github.dynamosession.store.live;

/**
 * What a container does with a value around its way to and from the store (servlet specification 7.7.2: activation
 * after deserialization, passivation before serialization). Called on the thread that reads or saves.
 */
public interface ValueCallback {

    /** A value that no one has seen yet was decoded. */
    void decoded(String name, Object value);

    /** A value that stays in use is about to be encoded. */
    void willEncode(String name, Object value);

    /** A value that stays in use was encoded, or could not be. */
    void encoded(String name, Object value);

    /** Does nothing. */
    ValueCallback NONE = new ValueCallback() {
        @Override
        public void decoded(String name, Object value) {}

        @Override
        public void willEncode(String name, Object value) {}

        @Override
        public void encoded(String name, Object value) {}
    };
}
