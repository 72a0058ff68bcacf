package io.github.dynamosession.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.dynamosession.cluster.ProcessGuard;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The jar for Lambda in AWS's own runtime for Java, as a process of its own; the service that hands it events and takes its
 * answers is ours.
 */
final class LambdaRuntime implements AutoCloseable {

    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Path log;
    private final HttpServer service;
    private final Process process;

    LambdaRuntime(Path jar, Path log) throws IOException {
        this.log = log;
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/2018-06-01/runtime/", this::serve);
        service.setExecutor(threads);
        service.start();
        ProcessBuilder program = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jar.toAbsolutePath() + File.pathSeparator + runtime(),
                "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
                AuditHandler.class.getName()));
        program.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API",
                                "127.0.0.1:" + service.getAddress().getPort(),
                        "AWS_EXECUTION_ENV", "AWS_Lambda_java17",
                        "AWS_LAMBDA_FUNCTION_NAME", "audit",
                        "AWS_LAMBDA_FUNCTION_VERSION", "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
                        "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/audit",
                        "AWS_LAMBDA_LOG_STREAM_NAME", "1"));
        program.directory(log.getParent().toFile());
        program.redirectErrorStream(true).redirectOutput(log.toFile());
        process = ProcessGuard.start(program);
    }

    /** Without what else these tests have on their class path. */
    private static String runtime() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.contains("aws-lambda-java-runtime") || entry.contains("aws-lambda-java-serial"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (exchange.getRequestURI().getPath().endsWith("/invocation/next")) {
                byte[] event = next();
                exchange.getResponseHeaders().set("Content-Type", "application/json"); // without one it crashes
                exchange.getResponseHeaders()
                        .set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
                exchange.getResponseHeaders().set("Lambda-Runtime-Deadline-Ms", Long.toString(Long.MAX_VALUE / 2));
                exchange.getResponseHeaders()
                        .set(
                                "Lambda-Runtime-Invoked-Function-Arn",
                                "arn:aws:lambda:us-east-1:111122223333:function:audit");
                exchange.getResponseHeaders()
                        .set("Lambda-Runtime-Trace-Id", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700");
                exchange.sendResponseHeaders(200, event.length);
                exchange.getResponseBody().write(event);
            } else {
                answers.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(202, -1);
            }
        }
    }

    private byte[] next() throws IOException {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** What the function answers, or what is wrong with it. */
    String invoke(byte[] event) throws IOException, InterruptedException {
        events.add(event);
        String answer = answers.poll(60, TimeUnit.SECONDS);
        if (answer == null) {
            throw new IOException("the function does not answer: " + Files.readString(log));
        }
        return answer;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        threads.shutdownNow(); // one waits for the next event
        service.stop(0);
    }
}
