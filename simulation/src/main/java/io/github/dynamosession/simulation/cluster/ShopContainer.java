package io.github.dynamosession.simulation.cluster;

import io.github.dynamosession.node.SessionContainer;
import io.github.dynamosession.node.session.LocalSession;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionStoreConfig;
import java.util.List;

/** The container of a node, which has no more than sessions need. */
final class ShopContainer implements SessionContainer {

    private final String context;

    ShopContainer(String context) {
        this.context = context;
    }

    @Override
    public String context() {
        return context;
    }

    @Override
    public ValueRules attributeRules(SessionStoreConfig config) {
        return ValueRules.forAttributes(config, getClass().getClassLoader(), List.of(), (name, value) -> false);
    }

    @Override
    public ValueRules containerStateRules(SessionStoreConfig config) {
        return ValueRules.forContainerState(config, getClass().getClassLoader(), List.of());
    }

    @Override
    public ContainerLogin login() {
        return ContainerLogin.NONE;
    }

    /** The shop has no listener. */
    @Override
    public void expired(String id, LocalSession session) {}

    /** The shop asks for none. */
    @Override
    public void setContextAttribute(String name, Object value) {}

    @Override
    public void removeContextAttribute(String name) {}
}
