package io.github.dynamosession.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamosession.node.request.RequestUnit;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.session.SessionHandler;
import org.junit.jupiter.api.Test;

class RequestScopesTest {

    private final ContextHandler context = new ContextHandler("/shop");
    private final RequestScopes scopes = new RequestScopes(new DynamoDbSessionCache(new SessionHandler()));

    /** Else the thread, which goes on to serve other applications, would hold this one. */
    @Test
    void aThreadThatIsInsideWhenTheApplicationStopsTellsWhenItLeaves() {
        scopes.enter(context);
        scopes.enterScope(context.getContext(), null);

        scopes.leave(context);
        assertThat(context.getEventListeners()).contains(scopes);

        scopes.exitScope(context.getContext(), null);
        assertThat(context.getEventListeners()).doesNotContain(scopes);
        assertThat(RequestUnit.current()).isNull();
    }

    @Test
    void withNobodyInsideItIsLeftAtOnce() {
        scopes.enter(context);

        scopes.leave(context);

        assertThat(context.getEventListeners()).doesNotContain(scopes);
    }

    /** The sessions start and stop when the thread is in the context already. */
    @Test
    void aThreadThatWasInsideBeforeTheStartCountsNot() {
        scopes.enter(context);
        scopes.exitScope(context.getContext(), null);

        scopes.leave(context);

        assertThat(context.getEventListeners()).doesNotContain(scopes);
    }
}
