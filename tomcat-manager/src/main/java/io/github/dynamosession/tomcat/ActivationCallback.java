package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.values.ValueCallback;
import io.github.dynamosession.store.StoreException;
import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionEvent;
import java.util.function.BiConsumer;
import org.apache.tomcat.util.ExceptionUtils;

/** Tells values that listen for it that they are about to be serialized or were deserialized (servlet 7.7.2). */
record ActivationCallback(DynamoDbSession session) implements ValueCallback {

    @Override
    public void decoded(String name, Object value) {
        tell(value, HttpSessionActivationListener::sessionDidActivate);
    }

    @Override
    public void willEncode(String name, Object value) {
        tell(value, HttpSessionActivationListener::sessionWillPassivate);
    }

    /** The value stays in use after it was serialized. */
    @Override
    public void encoded(String name, Object value) {
        tell(value, HttpSessionActivationListener::sessionDidActivate);
    }

    @Override
    public RuntimeException failed(StoreException failure) {
        return session.fail(failure);
    }

    private void tell(Object value, BiConsumer<HttpSessionActivationListener, HttpSessionEvent> what) {
        if (value instanceof HttpSessionActivationListener listener) {
            try {
                what.accept(listener, new HttpSessionEvent(session.getSession()));
            } catch (Throwable e) { // as StandardSession does: a listener's failure is not the session's
                ExceptionUtils.handleThrowable(e);
                session.getManager().getContext().getLogger().error("activation listener failed", e);
            }
        }
    }
}
