package io.github.dynamosession.it;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** One HTTP/1.1 exchange on a socket of its own, of which the client reads the head only, as soon as it is there. */
final class FirstBytes implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;

    private FirstBytes(Socket socket) {
        this.socket = socket;
    }

    static FirstBytes send(HttpRequest request) throws IOException {
        Socket socket = new Socket(request.uri().getHost(), request.uri().getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        StringBuilder head = new StringBuilder("GET " + request.uri().getRawPath() + "?"
                + request.uri().getRawQuery() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        request.headers().map().forEach((name, values) -> head.append(name + ": " + values.get(0) + "\r\n"));
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        return new FirstBytes(socket);
    }

    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the node closed the connection after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Reads on to the end, as a client would that does not follow up at once. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
