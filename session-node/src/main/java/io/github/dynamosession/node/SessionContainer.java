package io.github.dynamosession.node;

import io.github.dynamosession.node.expiry.ExpiredSessions;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionStoreConfig;

/** What the sessions of one web application need from the container that runs it. */
public interface SessionContainer extends ExpiredSessions {

    /** Which web application it is, as operators know it: {@code /shop}. */
    String context();

    /** The rules for the attributes that the application sets. */
    ValueRules attributeRules(SessionStoreConfig config);

    /** The rules for what the container itself keeps in a session. */
    ValueRules containerStateRules(SessionStoreConfig config);

    /** Where the container keeps its login. */
    ContainerLogin login();

    /** Gives the application something, as an attribute of its context. */
    void setContextAttribute(String name, Object value);

    /** Undoes {@link #setContextAttribute}. */
    void removeContextAttribute(String name);
}
