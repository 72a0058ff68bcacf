package io.github.dynamosession.node;

import io.github.dynamosession.store.StoreStatistics;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows what the store of a web application has counted by JMX, as a {@link DynamoDbSessionsMXBean}, until it is closed. */
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
    static JmxRegistration of(String context, Supplier<StoreStatistics> statistics) {
        String name = "io.github.dynamosession:type=DynamoDbSessions,context=" + ObjectName.quote(context);
        try {
            for (int instance = 1; ; instance++) {
                try {
                    return register(instance == 1 ? name : name + ",instance=" + instance, statistics);
                } catch (InstanceAlreadyExistsException e) {
                    continue; // asking before would not help: another server may start at the same time
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException("cannot show figures of " + context + " by JMX", e);
        }
    }

    private static JmxRegistration register(String name, Supplier<StoreStatistics> statistics) throws JMException {
        ObjectName registered = new ObjectName(name);
        SERVER.registerMBean(new Shown(statistics), registered);
        return new JmxRegistration(registered);
    }

    @Override
    public void close() throws JMException {
        SERVER.unregisterMBean(name);
    }

    private record Shown(Supplier<StoreStatistics> statistics) implements DynamoDbSessionsMXBean {

        private StoreStatistics now() {
            return statistics.get();
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
