package io.github.dynamosession.node;

import io.github.dynamosession.store.SessionStatistics;
import io.github.dynamosession.store.StoreStatistics;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows by JMX what the store of a web application has counted, and what its metrics have, as a {@link DynamoDbSessionsMXBean}, until it is closed. */
final class JmxRegistration implements AutoCloseable {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private final ObjectName name;

    private JmxRegistration(ObjectName name) {
        this.name = name;
    }

    /**
     * Where the JVM has several servers with this context, all but the first have {@code instance} in their name: 2, 3 and
     * so on.
     *
     * @param context which web application it is, as in {@code /shop}
     */
    static JmxRegistration of(String context, Supplier<StoreStatistics> store, Supplier<SessionStatistics> sessions) {
        Shown shown = new Shown(store, sessions);
        String name = "io.github.dynamosession:type=DynamoDbSessions,context=" + ObjectName.quote(context);
        try {
            for (int instance = 1; ; instance++) {
                try {
                    return register(instance == 1 ? name : name + ",instance=" + instance, shown);
                } catch (InstanceAlreadyExistsException e) {
                    continue; // asking before would not help: another server may start at the same time
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException("cannot show figures of " + context + " by JMX", e);
        }
    }

    private static JmxRegistration register(String name, Shown shown) throws JMException {
        ObjectName registered = new ObjectName(name);
        SERVER.registerMBean(shown, registered);
        return new JmxRegistration(registered);
    }

    @Override
    public void close() throws JMException {
        SERVER.unregisterMBean(name);
    }

    private record Shown(Supplier<StoreStatistics> store, Supplier<SessionStatistics> sessions)
            implements DynamoDbSessionsMXBean {

        private StoreStatistics now() {
            return store.get();
        }

        @Override
        public long getExpiryBacklog() {
            return sessions.get().expiryBacklog();
        }

        @Override
        public long getLargeValueHits() {
            return sessions.get().largeValueHits();
        }

        @Override
        public long getLargeValueMisses() {
            return sessions.get().largeValueMisses();
        }

        @Override
        public long getLateSaves() {
            return sessions.get().lateSaves();
        }

        @Override
        public long getLockWaits() {
            return sessions.get().lockWaits();
        }

        @Override
        public long getLocksNotTaken() {
            return sessions.get().locksNotTaken();
        }

        @Override
        public long getRequestsRefusedByLock() {
            return sessions.get().refusals().lock();
        }

        @Override
        public long getRequestsRefusedBySession() {
            return sessions.get().refusals().session();
        }

        @Override
        public long getRequestsRefusedByStore() {
            return sessions.get().refusals().store();
        }

        @Override
        public long getSessionsSeen() {
            return sessions.get().sessionsSeen();
        }

        @Override
        public long getStoreLoads() {
            return now().loads();
        }

        @Override
        public long getStoreCreates() {
            return now().creates();
        }

        @Override
        public long getStoreSaves() {
            return now().saves();
        }

        @Override
        public long getStoreTouches() {
            return now().touches();
        }

        @Override
        public long getStoreRenames() {
            return now().renames();
        }

        @Override
        public long getStoreDeletes() {
            return now().deletes();
        }

        @Override
        public long getStoreLocks() {
            return now().locks();
        }

        @Override
        public long getStoreExpired() {
            return now().expiry().deletes();
        }

        @Override
        public long getStoreExpirySearches() {
            return now().expiry().searches();
        }

        @Override
        public long getStoreExpiryClaims() {
            return now().expiry().claims();
        }

        @Override
        public double getStoreExpiryReadUnits() {
            return now().expiry().readUnits();
        }

        @Override
        public double getStoreExpiryWriteUnits() {
            return now().expiry().writeUnits();
        }

        @Override
        public long getStoreFailures() {
            return now().failures();
        }

        @Override
        public double getStoreReadUnits() {
            return now().readUnits();
        }

        @Override
        public double getStoreWriteUnits() {
            return now().writeUnits();
        }
    }
}
