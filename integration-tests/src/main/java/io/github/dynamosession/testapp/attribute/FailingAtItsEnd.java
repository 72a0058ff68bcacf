package io.github.dynamosession.testapp.attribute;

import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;

/** An attribute of an application that has a bug. */
public final class FailingAtItsEnd implements HttpSessionBindingListener, Serializable {

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        throw new IllegalStateException("as the test wants");
    }
}
