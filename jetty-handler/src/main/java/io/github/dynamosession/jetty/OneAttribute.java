package io.github.dynamosession.jetty;

import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Session;
import org.jspecify.annotations.Nullable;

/**
 * A session that seems to have one attribute: Jetty tells every attribute of a session about activation, and would have
 * all of them decoded.
 */
record OneAttribute(Session session, String name, Object value) implements Session {

    @Override
    public @Nullable Object getAttribute(String asked) {
        return asked.equals(name) ? value : null;
    }

    @Override
    public Set<String> getAttributeNameSet() {
        return Set.of(name);
    }

    @Override
    public <T extends API> T getApi() {
        return session.getApi();
    }

    @Override
    public boolean isValid() {
        return session.isValid();
    }

    @Override
    public String getId() {
        return session.getId();
    }

    @Override
    public String getExtendedId() {
        return session.getExtendedId();
    }

    @Override
    public long getLastAccessedTime() {
        return session.getLastAccessedTime();
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
        session.setMaxInactiveInterval(seconds);
    }

    @Override
    public int getMaxInactiveInterval() {
        return session.getMaxInactiveInterval();
    }

    @Override
    public void renewId(Request request, Response response) {
        session.renewId(request, response);
    }

    @Override
    public void invalidate() {
        session.invalidate();
    }

    @Override
    public boolean isNew() {
        return session.isNew();
    }

    @Override
    public String encodeURI(Request request, String uri, boolean cookiesInUse) {
        return session.encodeURI(request, uri, cookiesInUse);
    }

    @Override
    public @Nullable Object setAttribute(String changed, @Nullable Object newValue) {
        return session.setAttribute(changed, newValue);
    }

    @Override
    public @Nullable Object removeAttribute(String removed) {
        return session.removeAttribute(removed);
    }

    @Override
    public void clearAttributes() {
        session.clearAttributes();
    }
}
