package io.github.dynamosession.cli.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A request with exactly these headers: clients of HTTP do not let one say who one is not. */
final class RawRequest {

    /** What came back. */
    record Answer(int status, String head, String body) {

        String header(String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ": "))
                    .map(line -> line.substring(name.length() + 2))
                    .findFirst()
                    .orElse("");
        }
    }

    private final int port;
    private final String line;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String body = "";

    private RawRequest(URI server, String line) {
        this.port = server.getPort();
        this.line = line;
        headers.put("Host", "127.0.0.1:" + port);
    }

    static RawRequest get(URI server, String path) {
        return new RawRequest(server, "GET " + path);
    }

    /** As the console's own page sends it. */
    static RawRequest post(URI server, String path, String form) {
        RawRequest request = new RawRequest(server, "POST " + path);
        request.body = form;
        return request.with("Origin", "http://127.0.0.1:" + server.getPort())
                .with("Sec-Fetch-Site", "same-origin")
                .with("Content-Type", "application/x-www-form-urlencoded")
                .with("Content-Length", Integer.toString(form.length()));
    }

    RawRequest with(String header, String value) {
        headers.put(header, value);
        return this;
    }

    RawRequest without(String header) {
        headers.remove(header);
        return this;
    }

    Answer send() throws IOException {
        StringBuilder text = new StringBuilder(line).append(" HTTP/1.1\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("\r\n").append(body);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(text.toString().getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = answer.indexOf("\r\n\r\n");
            return new Answer(
                    Integer.parseInt(answer.split(" ", 3)[1]), answer.substring(0, end), answer.substring(end + 4));
        }
    }
}
