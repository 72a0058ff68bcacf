package io.github.dynamosession.demo.shop;

import com.fasterxml.jackson.jr.ob.JSON;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What the sessions of this node have cost since it started, as Tomcat's manager or Jetty's session store shows it by JMX. Its URI is in their
 * {@code ignoredUris}: asking for the costs costs nothing.
 */
@WebServlet("/_node/costs")
public final class CostsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final List<String> IN_TOMCAT_OR_JETTY = List.of(
            "Catalina:type=Manager,host=localhost,context=/",
            "io.github.dynamosession.jetty:type=dynamodbsessiondatastore,*");

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

    private static Map<String, Object> costs() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName sessions = sessions(server);
        List<String> names = Arrays.stream(server.getMBeanInfo(sessions).getAttributes())
                .map(MBeanFeatureInfo::getName)
                .filter(name -> name.startsWith("store"))
                .toList();
        Map<String, Object> costs = new LinkedHashMap<>();
        for (String name : names) {
            costs.put(name, server.getAttribute(sessions, name));
        }
        return costs;
    }

    private static ObjectName sessions(MBeanServer server) throws JMException {
        for (String name : IN_TOMCAT_OR_JETTY) {
            Set<ObjectName> found = server.queryNames(new ObjectName(name), null);
            if (!found.isEmpty()) {
                return found.iterator().next();
            }
        }
        throw new InstanceNotFoundException("no sessions in DynamoDB on this node");
    }
}
