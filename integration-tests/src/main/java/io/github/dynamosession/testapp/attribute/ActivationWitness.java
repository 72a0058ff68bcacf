package io.github.dynamosession.testapp.attribute;

import io.github.dynamosession.testapp.SessionEvents;
import jakarta.servlet.http.HttpSessionActivationListener;
import jakarta.servlet.http.HttpSessionEvent;
import java.io.Serializable;

/** Notes when its session leaves a node and when it has come to one. */
public final class ActivationWitness implements HttpSessionActivationListener, Serializable {

    @Override
    public void sessionWillPassivate(HttpSessionEvent event) {
        SessionEvents.note(event.getSession().getId(), "willPassivate");
    }

    @Override
    public void sessionDidActivate(HttpSessionEvent event) {
        SessionEvents.note(event.getSession().getId(), "didActivate");
    }
}
