package io.github.dynamosession.jetty;

import io.github.dynamosession.node.session.LocalSession;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a session as Jetty sees them. Those that Jetty itself keeps there (logins, the request that FORM
 * login saves) are container state in the store: no other container's application meets them, and they are stored as
 * plain values of the JDK, see {@link ContainerState}.
 */
final class JettyAttributes extends AbstractMap<String, Object> {

    private static final String JETTYS_OWN = "org.eclipse.jetty.";

    private final Map<String, Object> attributes;
    private final ContainerState state;

    JettyAttributes(LocalSession local) {
        this.attributes = local.attributes();
        this.state = new ContainerState(local.containerState());
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        return name instanceof String text && isJettys(text) ? state.get(text) : attributes.get(name);
    }

    @Override
    public @Nullable Object put(String name, Object value) {
        return isJettys(name) ? state.put(name, value) : attributes.put(name, value);
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        return name instanceof String text && isJettys(text) ? state.remove(text) : attributes.remove(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return keySet().contains(name);
    }

    /** A snapshot; decodes nothing. */
    @Override
    public Set<String> keySet() {
        Set<String> names = new HashSet<>(attributes.keySet());
        names.addAll(state.names());
        return Set.copyOf(names);
    }

    /** A snapshot; decodes every value. */
    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> all = new HashMap<>(attributes);
        state.names().forEach(name -> all.computeIfAbsent(name, state::get));
        return Set.copyOf(all.entrySet());
    }

    @Override
    public void clear() {
        keySet().forEach(this::remove);
    }

    /** Tells whether Jetty keeps this attribute for itself. */
    static boolean isJettys(String name) {
        return name.startsWith(JETTYS_OWN);
    }
}
