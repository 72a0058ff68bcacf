package io.github.dynamosession.store;

import java.time.Clock;

class InMemorySessionStoreTest extends SessionStoreLargeValueContractTest {

    @Override
    protected SessionStore open(Clock clock) {
        return new InMemorySessionStore(TouchPolicy.adaptive(), clock);
    }
}
