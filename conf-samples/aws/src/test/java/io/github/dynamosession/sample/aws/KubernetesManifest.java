package io.github.dynamosession.sample.aws;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the page on EKS has a cluster apply. */
final class KubernetesManifest {

    private static final String ANNOTATION = "alb.ingress.kubernetes.io/";

    private final List<Map<?, ?>> resources = new QuickStartPage("eks").yaml();

    List<String> kinds() {
        return resources.stream()
                .map(resource -> String.valueOf(resource.get("kind")))
                .toList();
    }

    /** The value at a path of names, and of numbers of a list's elements. */
    Object at(String kind, String... path) {
        Object value = resources.stream()
                .filter(resource -> kind.equals(resource.get("kind")))
                .findFirst()
                .orElseThrow();
        for (String name : path) {
            value = value instanceof List<?> list ? list.get(Integer.parseInt(name)) : ((Map<?, ?>) value).get(name);
            if (value == null) {
                throw new AssertionError(kind + " has no " + String.join(".", path));
            }
        }
        return value;
    }

    LoadBalancer loadBalancer() {
        Duration idleTimeout = attributes(
                "load-balancer-attributes", attributes -> seconds(attributes, "idle_timeout.timeout_seconds"));
        return attributes(
                "target-group-attributes",
                attributes -> new LoadBalancer(
                        attributes.flag("stickiness.enabled"),
                        attributes.text("load_balancing.algorithm.type"),
                        idleTimeout,
                        seconds(attributes, "deregistration_delay.timeout_seconds"),
                        seconds(attributes, "slow_start.duration_seconds"),
                        Duration.parse("PT" + annotation("healthcheck-interval-seconds") + "S"),
                        Duration.parse("PT" + annotation("healthcheck-timeout-seconds") + "S"),
                        Integer.parseInt(annotation("unhealthy-threshold-count"))));
    }

    private <T> T attributes(String annotation, Function<Section, T> reader) {
        Map<String, String> attributes = Stream.of(annotation(annotation).split(","))
                .map(attribute -> attribute.split("="))
                .collect(Collectors.toMap(attribute -> attribute[0], attribute -> attribute[1]));
        return Section.read(annotation, attributes, reader);
    }

    String annotation(String name) {
        return String.valueOf(at("Ingress", "metadata", "annotations", ANNOTATION + name));
    }

    private static Duration seconds(Section section, String property) {
        return Duration.ofSeconds(section.number(property));
    }
}
