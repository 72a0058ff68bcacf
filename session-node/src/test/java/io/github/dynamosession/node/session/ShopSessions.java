package io.github.dynamosession.node.session;

import io.github.dynamosession.node.lease.SessionLocks;
import io.github.dynamosession.node.users.ContainerLogin;
import io.github.dynamosession.node.users.SessionUsers;
import io.github.dynamosession.node.values.ValueRules;
import io.github.dynamosession.store.SessionStore;
import io.github.dynamosession.store.SessionStoreConfig;
import io.github.dynamosession.store.TouchPolicy;
import io.github.dynamosession.store.payload.EncryptionKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The sessions of the application "shop", as tests want them: by default without locks. */
public final class ShopSessions {

    private static final SessionStoreConfig SHOP = SessionStoreConfig.of(Map.of("applicationName", "shop"));

    private ShopSessions() {}

    public static LocalSessions of(SessionStore store, Clock clock, ValueRules rules) {
        return of(store, clock, rules, SHOP);
    }

    static LocalSessions of(SessionStore store, Clock clock, ValueRules rules, SessionStoreConfig config) {
        return of(store, clock, rules, config, SessionLocks.of(config), Optional.empty());
    }

    static LocalSessions of(SessionStore store, Clock clock, ValueRules rules, SessionLocks locks) {
        return of(store, clock, rules, SHOP, locks, Optional.empty());
    }

    /** With encrypted values, if there are keys. */
    public static LocalSessions of(SessionStore store, Clock clock, ValueRules rules, Optional<EncryptionKeys> keys) {
        return of(store, clock, rules, SHOP, SessionLocks.of(SHOP), keys);
    }

    private static LocalSessions of(
            SessionStore store,
            Clock clock,
            ValueRules rules,
            SessionStoreConfig config,
            SessionLocks locks,
            Optional<EncryptionKeys> keys) {
        return new LocalSessions(new SessionContext(
                store,
                TouchPolicy.adaptive(),
                clock,
                Duration.ofSeconds(10),
                locks,
                rules,
                rules,
                SessionUsers.of(config, ContainerLogin.NONE),
                ValueLimits.of(config, store, keys)));
    }
}
