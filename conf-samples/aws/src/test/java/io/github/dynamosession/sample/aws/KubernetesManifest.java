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
        int idleTimeout =
                attributes("load-balancer-attributes", attributes -> attributes.number("idle_timeout.timeout_seconds"));
        return attributes(
                "target-group-attributes",
                attributes -> LoadBalancer.of(
                        attributes,
                        Duration.ofSeconds(idleTimeout),
                        Duration.ofSeconds(number("healthcheck-interval-seconds")),
                        Duration.ofSeconds(number("healthcheck-timeout-seconds")),
                        number("unhealthy-threshold-count")));
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

    private int number(String annotation) {
        return Integer.parseInt(annotation(annotation));
    }
}
