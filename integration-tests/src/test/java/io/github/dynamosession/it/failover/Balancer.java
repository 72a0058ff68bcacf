package io.github.dynamosession.it.failover;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The HAProxy of the cluster, and its command port (HAProxy Management Guide, 9.3). */
record Balancer(InetSocketAddress address, InetSocketAddress commands) {

    private static final int CURRENT_SESSIONS = 4;
    private static final int STATUS = 17;

    URI shop() {
        return URI.create("http://" + address.getHostString() + ":" + address.getPort() + "/");
    }

    /** No new requests to this node; those that it has go on. */
    void drain(String node) {
        command("set server nodes/" + node + " state drain");
    }

    void ready(String node) {
        command("set server nodes/" + node + " state ready");
    }

    boolean isIdle(String node) {
        return "0".equals(statistics(node).get(CURRENT_SESSIONS));
    }

    boolean isUp(String node) {
        return "UP".equals(statistics(node).get(STATUS));
    }

    private List<String> statistics(String node) {
        return command("show stat")
                .lines()
                .filter(line -> line.startsWith("nodes," + node + ","))
                .map(line -> List.of(line.split(",", -1)))
                .findFirst()
                .orElseThrow();
    }

    private String command(String line) {
        try (Socket socket = new Socket(commands.getAddress(), commands.getPort())) {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
