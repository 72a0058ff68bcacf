package io.github.dynamosession.tomcat;

import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.values.ValueMap;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.authenticator.Constants;
import org.apache.catalina.session.StandardSession;

/**
 * Brings a session that Tomcat's {@code PersistentManager} has made itself into the form in which it is stored, as often as
 * it is saved.
 */
record SessionCopy(Context context, StandardSession from, LocalSession to) {

    private static final List<String> NOTES = List.of(Constants.FORM_REQUEST_NOTE, Constants.SESSION_ID_NOTE);

    /** @throws IllegalArgumentException if an attribute cannot be stored */
    void update() {
        updateAttributes();
        updateContainerState();
        Duration interval = intervalOf(from);
        if (!interval.equals(to.times().maxInactiveInterval())) {
            to.setMaxInactiveInterval(interval);
        }
    }

    /** Zero: the session never expires. */
    static Duration intervalOf(StandardSession session) {
        return Duration.ofSeconds(Math.max(session.getMaxInactiveInterval(), 0));
    }

    /** A value that is the same object may have changed all the same: the save compares it. */
    private void updateAttributes() {
        ValueMap attributes = to.attributes();
        Set<String> names = new HashSet<>(Collections.list(from.getAttributeNames()));
        for (String name : names) {
            Object value = from.getAttribute(name);
            if (value != null && attributes.get(name) != value) {
                attributes.requireStorable(name, value);
                attributes.put(name, value);
            }
        }
        attributes.keySet().stream().filter(name -> !names.contains(name)).forEach(attributes::remove);
    }

    private void updateContainerState() {
        ContainerState state = ContainerState.of(context, to.containerState(), to::key);
        state.setPrincipal(from.getPrincipal());
        state.setAuthType(from.getAuthType());
        for (String name : NOTES) {
            Object note = from.getNote(name);
            if (note == null) {
                state.removeNote(name);
            } else {
                state.setNote(name, note);
            }
        }
    }
}
