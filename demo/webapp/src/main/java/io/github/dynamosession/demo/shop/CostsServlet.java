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
import javax.management.JMException;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What the sessions of this node have cost since it started, as the manager shows it by JMX. Its URI is in the manager's
 * {@code ignoredUris}: asking for the costs costs nothing.
 */
@WebServlet("/_node/costs")
public final class CostsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final String MANAGER = "Catalina:type=Manager,host=localhost,context=/";

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
        ObjectName manager = new ObjectName(MANAGER);
        List<String> names = Arrays.stream(server.getMBeanInfo(manager).getAttributes())
                .map(MBeanFeatureInfo::getName)
                .filter(name -> name.startsWith("store"))
                .toList();
        Map<String, Object> costs = new LinkedHashMap<>();
        for (String name : names) {
            costs.put(name, server.getAttribute(manager, name));
        }
        return costs;
    }
}
