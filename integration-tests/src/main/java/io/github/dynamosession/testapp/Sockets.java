package io.github.dynamosession.testapp;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;

/** Opens {@code /socket} to WebSockets, where the container has them. */
public final class Sockets implements ServletContextListener, ServletRequestListener {

    static final String PATH = "/socket";

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        if (context.getAttribute("jakarta.websocket.server.ServerContainer") != null) {
            Endpoints.addTo(context); // a class of its own: Jetty may have no WebSockets
        }
    }

    /** {@code /socket?create}: the request of the handshake has a session already when the container looks at it. */
    @Override
    public void requestInitialized(ServletRequestEvent event) {
        HttpServletRequest request = (HttpServletRequest) event.getServletRequest();
        if (request.getServletPath().equals(PATH) && request.getParameter("create") != null) {
            request.getSession();
        }
    }

    private static final class Endpoints {

        static void addTo(ServletContext context) {
            ServerContainer container =
                    (ServerContainer) context.getAttribute("jakarta.websocket.server.ServerContainer");
            try {
                container.addEndpoint(ServerEndpointConfig.Builder.create(SocketEndpoint.class, PATH)
                        .configurator(new SocketEndpoint.Handshake())
                        .build());
            } catch (DeploymentException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
