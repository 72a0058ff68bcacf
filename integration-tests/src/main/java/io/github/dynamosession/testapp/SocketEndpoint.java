package io.github.dynamosession.testapp;

import jakarta.servlet.http.HttpSession;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A WebSocket that keeps the HTTP session of its handshake. Each message is a step on that session, see {@link
 * KeptSession}, and is answered with its result.
 */
public final class SocketEndpoint extends Endpoint {

    private static final String SESSION = "kept";

    /** Takes the steps of the query, in the handshake. */
    static final class Handshake extends ServerEndpointConfig.Configurator {

        @Override
        public void modifyHandshake(ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
            Map<String, List<String>> parameters = request.getParameterMap();
            if (request.getHttpSession() instanceof HttpSession session) {
                KeptSession kept = new KeptSession(session);
                parameters.getOrDefault("step", List.of()).forEach(kept::run);
                config.getUserProperties().put(SESSION, kept);
            }
        }
    }

    @Override
    public void onOpen(Session socket, EndpointConfig config) {
        KeptSession kept =
                (KeptSession) Objects.requireNonNull(config.getUserProperties().get(SESSION));
        socket.addMessageHandler(String.class, (MessageHandler.Whole<String>) step -> {
            try {
                socket.getBasicRemote().sendText(String.valueOf(kept.run(step)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
