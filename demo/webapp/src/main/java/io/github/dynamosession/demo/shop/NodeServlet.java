package io.github.dynamosession.demo.shop;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What this node knows since it started: what its sessions have cost, as JMX shows it, and whose end its listener was told. Its URI
 * is among the {@code ignoredUris} of the nodes: asking costs nothing.
 */
@WebServlet("/_node/facts")
public final class NodeServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String SESSIONS = "io.github.dynamosession:type=DynamoDbSessions,context=\"/\"";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            JsonAnswer.write(
                    response,
                    Map.of(
                            "costs",
                            costs(),
                            "ended",
                            Endings.of(getServletContext()).told()));
        } catch (JMException e) {
            throw new ServletException(e);
        }
    }

    /** None where sessions are not in DynamoDB. */
    private static Map<String, Object> costs() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName sessions = new ObjectName(SESSIONS);
        Map<String, Object> costs = new LinkedHashMap<>();
        if (!server.isRegistered(sessions)) {
            return costs;
        }
        for (MBeanFeatureInfo figure : server.getMBeanInfo(sessions).getAttributes()) {
            costs.put(figure.getName(), server.getAttribute(sessions, figure.getName()));
        }
        return costs;
    }
}
