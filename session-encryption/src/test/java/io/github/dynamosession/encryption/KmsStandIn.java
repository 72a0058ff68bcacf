package io.github.dynamosession.encryption;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Speaks as much of AWS KMS as data keys need, and has it asked by the SDK's own chain. */
public final class KmsStandIn implements AutoCloseable {

    public static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd";

    private static final String ENDPOINT = "aws.endpointUrlKms";
    private static final String CONTEXT = "\"EncryptionContext\":{\"dynamosession\":\"key-set\"}";

    private final Map<String, String> dataKeys = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public KmsStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        System.setProperty(ENDPOINT, endpoint().toString());
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The calls so far, by name. */
    public List<String> calls() {
        return calls;
    }

    /** The KMS key has been deleted, or a policy forbids its use. */
    public void forgetDataKeys() {
        dataKeys.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String call = exchange.getRequestHeaders().getFirst("X-Amz-Target").replace("TrentService.", "");
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(call);
            String answer = call.equals("GenerateDataKey") ? generate(request) : decrypt(request);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.contains("__type") ? 400 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String generate(String request) {
        if (!field(request, "KeyId").equals(KEY)
                || !field(request, "KeySpec").equals("AES_256")
                || !request.contains(CONTEXT)) {
            return error("NotFoundException", request);
        }
        byte[] random = new byte[64];
        new SecureRandom().nextBytes(random);
        String clear = Base64.getEncoder().encodeToString(Arrays.copyOf(random, 32));
        String encrypted = Base64.getEncoder().encodeToString(Arrays.copyOfRange(random, 32, 64));
        dataKeys.put(encrypted, clear);
        return "{\"CiphertextBlob\":\"%s\",\"Plaintext\":\"%s\",\"KeyId\":\"%s\"}".formatted(encrypted, clear, KEY);
    }

    private String decrypt(String request) {
        String clear = dataKeys.get(field(request, "CiphertextBlob"));
        return clear == null || !request.contains(CONTEXT)
                ? error("AccessDeniedException", "not authorized to perform: kms:Decrypt")
                : "{\"Plaintext\":\"%s\",\"KeyId\":\"%s\"}".formatted(clear, KEY);
    }

    private static String error(String type, String message) {
        return "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message.replace('"', '\''));
    }

    private static String field(String json, String name) {
        Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        return field.find() ? field.group(1) : "";
    }

    @Override
    public void close() {
        System.clearProperty(ENDPOINT);
        server.stop(0);
    }
}
