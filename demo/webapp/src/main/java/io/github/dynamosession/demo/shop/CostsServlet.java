package io.github.dynamosession.demo.shop;

import com.fasterxml.jackson.jr.ob.JSON;
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
 * What the sessions of this node have cost since it started, as JMX shows it. Its URI is among the {@code
 * ignoredUris} of the nodes: asking for the costs costs nothing.
 */
@WebServlet("/_node/costs")
public final class CostsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String SESSIONS = "io.github.dynamosession:type=DynamoDbSessions,context=\"/\"";

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setContentType("application/json");
        try {
            JSON.std.write(costs(), response.getOutputStream());
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
