package io.github.dynamosession.testapp.attribute;

import io.github.dynamosession.testapp.SessionEvents;
import jakarta.servlet.http.HttpSessionBindingEvent;
import jakarta.servlet.http.HttpSessionBindingListener;
import java.io.Serializable;

/** Notes when the application binds and unbinds it; loading a session is neither. */
public final class BindingWitness implements HttpSessionBindingListener, Serializable {

    @Override
    public void valueBound(HttpSessionBindingEvent event) {
        SessionEvents.note(event.getSession().getId(), "bound:" + event.getName());
    }

    @Override
    public void valueUnbound(HttpSessionBindingEvent event) {
        SessionEvents.note(event.getSession().getId(), "unbound:" + event.getName());
    }
}
