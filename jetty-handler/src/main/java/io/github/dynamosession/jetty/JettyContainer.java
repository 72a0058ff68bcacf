package io.github.dynamosession.jetty;

import io.github.dynamosession.node.SessionContainer;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.eclipse.jetty.session.ManagedSession;
import org.eclipse.jetty.session.SessionContext;
import org.eclipse.jetty.session.SessionData;

/**
 * What the sessions of one web application need from Jetty.
 *
 * @param dataOf makes Jetty's view of a session with this id
 */
record JettyContainer(SessionContext sessions, BiFunction<String, LocalSession, ? extends SessionData> dataOf)
        implements SessionContainer {

    @Override
    public String context() {
        return ApplicationNames.of(sessions.getContext());
    }

    @Override
    public ValueRules attributeRules(SessionStoreConfig config) {
        return ValueRules.forAttributes(config, classLoader(), List.of(), (name, value) -> false);
    }

    @Override
    public ValueRules containerStateRules(SessionStoreConfig config) {
        return ValueRules.forContainerState(config, classLoader(), List.of());
    }

    private ClassLoader classLoader() {
        return Objects.requireNonNullElseGet(
                sessions.getContext().getClassLoader(), Thread.currentThread()::getContextClassLoader);
    }

    @Override
    public ContainerLogin login() {
        return ContainerState.LOGIN;
    }

    @Override
    public void setContextAttribute(String name, Object value) {
        sessions.getContext().setAttribute(name, value);
    }

    @Override
    public void removeContextAttribute(String name) {
        sessions.getContext().removeAttribute(name);
    }

    @Override
    public void expired(String id, LocalSession session) {
        SessionData data = dataOf.apply(id, session);
        ManagedSession ending = sessions.getSessionManager().getSessionCache().newSession(data);
        ending.setResident(true);
        ending.setExtendedId(data.getId());
        sessions.run(() -> ExpiredSession.end(ending));
        ending.setResident(false);
    }
}
