package io.github.dynamosession.tomcat;

import io.github.dynamosession.store.SessionTimes;
import java.io.Serial;
import java.security.Principal;
import java.util.Objects;
import org.apache.catalina.Manager;
import org.apache.catalina.session.StandardSession;
import org.jspecify.annotations.Nullable;

/**
 * What Tomcat keeps in a session besides attributes: the login and FORM login's notes. Never in the superclass's fields:
 * another node may end the login while requests are in this object.
 */
abstract class SessionWithLogin extends StandardSession {

    @Serial
    private static final long serialVersionUID = 1L;

    private transient @Nullable ContainerState containerState;

    SessionWithLogin(Manager manager) {
        super(manager);
    }

    void useState(ContainerState used) {
        containerState = used;
    }

    final void adopt(SessionTimes times) {
        creationTime = times.creationTime().toEpochMilli();
        lastAccessedTime = times.lastAccessedTime().toEpochMilli();
        maxInactiveInterval = (int) times.maxInactiveInterval().toSeconds();
    }

    private ContainerState containerState() {
        return Objects.requireNonNull(containerState, "a session has an id before it is used");
    }

    @Override
    public @Nullable Principal getPrincipal() {
        return containerState().principal();
    }

    @Override
    public void setPrincipal(@Nullable Principal principal) {
        containerState().setPrincipal(principal);
    }

    @Override
    public @Nullable String getAuthType() {
        return containerState().authType();
    }

    @Override
    public void setAuthType(@Nullable String authType) {
        containerState().setAuthType(authType);
    }

    /** The key of the entry of single sign-on that the session is in, or null. */
    @Nullable
    String signOn() {
        return containerState().signOn();
    }

    void setSignOn(String partitionKey) {
        containerState().setSignOn(partitionKey);
    }

    @Override
    public @Nullable Object getNote(String name) {
        return ContainerState.hasNote(name) ? containerState().note(name, id) : super.getNote(name);
    }

    @Override
    public void setNote(String name, Object value) {
        if (ContainerState.hasNote(name)) {
            containerState().setNote(name, value);
        } else {
            super.setNote(name, value);
        }
    }

    @Override
    public void removeNote(String name) {
        if (ContainerState.hasNote(name)) {
            containerState().removeNote(name);
        } else {
            super.removeNote(name);
        }
    }
}
