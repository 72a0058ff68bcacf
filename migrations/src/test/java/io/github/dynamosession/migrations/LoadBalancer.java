package io.github.dynamosession.migrations;

import com.fasterxml.jackson.jr.ob.JSON;
import io.undertow.Undertow;
import io.undertow.attribute.ExchangeAttributes;
import io.undertow.predicate.Predicate;
import io.undertow.predicate.Predicates;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PredicateHandler;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes the lines of the AWS CLI that change the rules of a listener, and does what those rules say. */
final class LoadBalancer implements AutoCloseable {

    private static final Pattern LINE = Pattern.compile("aws elbv2 (\\S+) (?:[^\n]*\\\\\n)*[^\n]*\n?");
    private static final Pattern TARGET = Pattern.compile("Type=forward,TargetGroupArn=\\$(\\w+)");
    private static final Pattern PRIORITY = Pattern.compile("--priority (\\d+)");
    private static final Pattern RULE = Pattern.compile("--rule-arn \\$RULE_(\\d+)");
    private static final Pattern CONDITIONS = Pattern.compile("--conditions '(\\[.*])'");

    private final Map<String, HttpHandler> targetGroups;
    private final NavigableMap<Integer, Rule> rules = new TreeMap<>();
    private final Undertow server;
    private HttpHandler defaultAction;
    private volatile HttpHandler listener;

    private LoadBalancer(Map<String, HttpHandler> targetGroups, String defaultGroup) {
        this.targetGroups = targetGroups;
        this.defaultAction = group(defaultGroup);
        this.listener = defaultAction;
        this.server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(exchange -> listener.handleRequest(exchange))
                .build();
    }

    /** One that sends all requests to one of the groups. */
    static LoadBalancer start(Map<String, HttpHandler> targetGroups, String defaultGroup) {
        LoadBalancer balancer = new LoadBalancer(targetGroups, defaultGroup);
        balancer.server.start();
        return balancer;
    }

    URI address() {
        InetSocketAddress bound =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        return URI.create("http://127.0.0.1:" + bound.getPort());
    }

    /** Each line takes effect before the next one; a rule's name in these lines is {@code RULE_} and its priority. */
    void run(String lines) {
        Matcher line = LINE.matcher(lines);
        while (line.find()) {
            run(line.group(1), line.group());
        }
    }

    private void run(String command, String line) {
        switch (command) {
            case "create-rule" -> create(Integer.valueOf(only(PRIORITY, line)), line);
            case "delete-rule" -> Objects.requireNonNull(rules.remove(Integer.valueOf(only(RULE, line))), line);
            case "modify-listener" -> defaultAction = group(only(TARGET, line));
            default -> throw new IllegalArgumentException(line);
        }
        HttpHandler next = defaultAction;
        for (Rule rule : rules.descendingMap().values()) {
            next = new PredicateHandler(rule.condition(), rule.target(), next);
        }
        listener = next;
    }

    private void create(Integer priority, String line) {
        Rule rule = new Rule(condition(only(CONDITIONS, line)), group(only(TARGET, line)));
        if (rules.putIfAbsent(priority, rule) != null) {
            throw new IllegalStateException("there is a rule of this priority: " + line);
        }
    }

    private HttpHandler group(String name) {
        return Objects.requireNonNull(targetGroups.get(name), name);
    }

    private static String only(Pattern pattern, String line) {
        return pattern.matcher(line)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(line + " has no " + pattern));
    }

    /** Of all conditions that there are, those on headers. */
    private static Predicate condition(String json) {
        try {
            return Predicates.and(Stream.of(JSON.std.arrayOfFrom(Condition.class, json))
                    .map(Condition::predicate)
                    .toArray(Predicate[]::new));
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }

    private record Rule(Predicate condition, HttpHandler target) {}

    record Condition(String Field, HttpHeader HttpHeaderConfig) {

        Predicate predicate() {
            if (!Field.equals("http-header")) {
                throw new IllegalArgumentException(Field);
            }
            return HttpHeaderConfig.predicate();
        }
    }

    record HttpHeader(String HttpHeaderName, String[] Values) {

        Predicate predicate() {
            return Predicates.or(Stream.of(Values).map(this::predicate).toArray(Predicate[]::new));
        }

        /** Case does not matter; a star stands for any text. */
        private Predicate predicate(String value) {
            String pattern =
                    Stream.of(value.split("[*]", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            return Predicates.regex(
                    ExchangeAttributes.requestHeader(new HttpString(HttpHeaderName)), "(?i)" + pattern, true);
        }
    }
}
