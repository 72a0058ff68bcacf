package io.github.dynamosession.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address. */
public final class Ports {

    private static final byte[] ASK_THE_SERVER_ITSELF =
            "OPTIONS * HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int ANSWER_TIMEOUT_MILLIS = 1000;

    private Ports() {}

    /**
     * A port that was free a moment ago and that stays free while its process is down.
     *
     * <p>Not one that the system hands out for port 0: those come from the range of outgoing connections. While a killed
     * process is down, a client's connection could get that very port, and the restart would find it in use.
     */
    public static int free() {
        int port = candidate();
        while (!isFree(port)) {
            port = candidate();
        }
        return port;
    }

    private static int candidate() {
        return ThreadLocalRandom.current().nextInt(12_000, 32_000);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }

    /** Tells whether an HTTP server answers there; no web application sees the request, nor any session. */
    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_TIMEOUT_MILLIS);
            socket.getOutputStream().write(ASK_THE_SERVER_ITSELF);
            InputStream answer = socket.getInputStream();
            return answer.read() == 'H';
        } catch (IOException notYet) {
            return false;
        }
    }
}
