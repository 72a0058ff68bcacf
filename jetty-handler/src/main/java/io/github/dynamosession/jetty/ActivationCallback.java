package io.github.dynamosession.jetty;

import io.github.dynamosession.node.values.ValueCallback;
import io.github.dynamosession.store.StoreException;

/** Tells values that listen for it that they are about to be serialized or were deserialized (servlet 7.7.2). */
record ActivationCallback(DynamoDbSession session, RequestScopes scopes) implements ValueCallback {

    @Override
    public void decoded(String name, Object value) {
        session.getSessionManager().onSessionActivation(new OneAttribute(session, name, value));
    }

    @Override
    public void willEncode(String name, Object value) {
        session.getSessionManager().onSessionPassivation(new OneAttribute(session, name, value));
    }

    /** The value stays in use after it was serialized. */
    @Override
    public void encoded(String name, Object value) {
        decoded(name, value);
    }

    @Override
    public RuntimeException failed(StoreException failure) {
        return scopes.failed(session, failure);
    }
}
