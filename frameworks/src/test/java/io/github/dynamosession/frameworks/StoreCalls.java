package io.github.dynamosession.frameworks;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.github.dynamosession.cluster.ServerNode;
import java.io.IOException;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the sessions of a node have cost since its start, as its operator sees it by JMX; without what the sweep cost. */
final class StoreCalls implements AutoCloseable {

    private final JMXConnector connector;
    private final MBeanServerConnection node;
    private final Set<ObjectName> applications;

    private StoreCalls(JMXConnector connector) throws IOException, JMException {
        this.connector = connector;
        this.node = connector.getMBeanServerConnection();
        this.applications = node.queryNames(new ObjectName("io.github.dynamosession:type=DynamoDbSessions,*"), null);
    }

    static StoreCalls of(ServerNode node) {
        try {
            VirtualMachine jvm = VirtualMachine.attach(Long.toString(node.pid()));
            try {
                return new StoreCalls(JMXConnectorFactory.connect(new JMXServiceURL(jvm.startLocalManagementAgent())));
            } finally {
                jvm.detach();
            }
        } catch (IOException | AttachNotSupportedException | JMException e) {
            throw new IllegalStateException("cannot count the calls of " + node.name(), e);
        }
    }

    double readUnits() {
        return sum("StoreReadUnits") - sum("StoreExpiryReadUnits");
    }

    double writeUnits() {
        return sum("StoreWriteUnits") - sum("StoreExpiryWriteUnits");
    }

    private double sum(String attribute) {
        try {
            double sum = 0;
            for (ObjectName application : applications) {
                sum += ((Number) node.getAttribute(application, attribute)).doubleValue();
            }
            return sum;
        } catch (IOException | JMException e) {
            throw new IllegalStateException("cannot read " + attribute, e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
