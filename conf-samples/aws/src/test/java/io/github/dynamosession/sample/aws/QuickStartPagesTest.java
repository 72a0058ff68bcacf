package io.github.dynamosession.sample.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a reader copies from the pages on ECS, EKS and Elastic Beanstalk agrees with itself and with the samples. */
final class QuickStartPagesTest {

    private static final String POD = "spec.template.spec.";

    private final LoadBalancer balancer = LoadBalancerSample.CLOUDFORMATION.read();
    private final KubernetesManifest manifest = new KubernetesManifest();

    @Test
    void aTaskOfEcsTakesTheRoleThatThePageMakes() {
        List<Map<?, ?>> files = new QuickStartPage("ecs").json();
        Map<?, ?> task = files.get(1);

        assertThat(files).hasSize(2);
        assertThat(trusted(files.get(0))).isEqualTo(Map.of("Service", "ecs-tasks.amazonaws.com"));
        assertThat(task.get("taskRoleArn")).asString().endsWith(":role/shop-task");
        assertThat(task.get("executionRoleArn")).isNotEqualTo(task.get("taskRoleArn"));
        Map<?, ?> container = (Map<?, ?>) ((List<?>) task.get("containerDefinitions")).get(0);
        assertThat(container.get("portMappings")).isEqualTo(List.of(Map.of("containerPort", 8080)));
        assertThat(container.get("environment"))
                .isEqualTo(List.of(Map.of("name", "AWS_REGION", "value", "eu-central-1")));
    }

    @Test
    void aPodOfEksTakesTheRoleThatThePageMakes() {
        List<Map<?, ?>> files = new QuickStartPage("eks").json();

        assertThat(files).hasSize(1);
        assertThat(trusted(files.get(0))).isEqualTo(Map.of("Service", "pods.eks.amazonaws.com"));
        assertThat(manifest.kinds()).containsExactly("Namespace", "ServiceAccount", "Deployment", "Service", "Ingress");
        assertThat(pod("serviceAccountName")).isEqualTo(manifest.at("ServiceAccount", "metadata", "name"));
        assertThat(manifest.at("Deployment", "metadata", "namespace"))
                .isEqualTo(manifest.at("ServiceAccount", "metadata", "namespace"))
                .isEqualTo(manifest.at("Namespace", "metadata", "name"));
    }

    private static Object trusted(Map<?, ?> policy) {
        List<?> statements = (List<?>) policy.get("Statement");
        assertThat(statements).hasSize(1);
        return ((Map<?, ?>) statements.get(0)).get("Principal");
    }

    @Test
    void requestsReachThePods() {
        assertThat(manifest.at("Service", "spec", "selector"))
                .isEqualTo(manifest.at("Deployment", "spec", "template", "metadata", "labels"))
                .isEqualTo(manifest.at("Deployment", "spec", "selector", "matchLabels"));
        Object port = pod("containers.0.ports.0.containerPort");
        assertThat(manifest.at("Service", "spec", "ports", "0", "port")).isEqualTo(port);
        assertThat(manifest.at("Ingress", "spec", "rules", "0", "http", "paths", "0", "backend", "service"))
                .isEqualTo(Map.of("name", manifest.at("Service", "metadata", "name"), "port", Map.of("number", port)));
        assertThat(pod("containers.0.readinessProbe.httpGet"))
                .isEqualTo(Map.of("path", manifest.annotation("healthcheck-path"), "port", port));
    }

    /** Kubernetes ends a pod at the moment in which the load balancer hears of it. */
    @Test
    void aPodServesUntilTheLoadBalancerHasLetItGo() {
        long delay = balancer.deregistrationDelay().toSeconds();

        assertThat(pod("containers.0.lifecycle.preStop.exec.command"))
                .isEqualTo(List.of("sleep", Long.toString(delay)));
        assertThat((Integer) pod("terminationGracePeriodSeconds")).isGreaterThan((int) delay);
    }

    private Object pod(String path) {
        return manifest.at("Deployment", (POD + path).split("\\."));
    }

    @Test
    void elasticBeanstalkHasTheLoadBalancerOfTheSamplesAsFarAsItHasTheSettings() {
        List<Map<?, ?>> files = new QuickStartPage("elastic-beanstalk").yaml();

        assertThat(files).hasSize(1);
        Section.read(
                "sessions.config",
                files.get(0),
                file -> file.section("option_settings", options -> {
                    options.section(
                            "aws:elasticbeanstalk:environment", environment -> environment.text("LoadBalancerType"));
                    return options.section(
                            "aws:elasticbeanstalk:environment:process:default", this::assertAsInTheSamples);
                }));
    }

    private boolean assertAsInTheSamples(Section process) {
        assertThat(process.flag("StickinessEnabled")).isEqualTo(balancer.sticky());
        assertThat(process.number("DeregistrationDelay"))
                .isEqualTo(balancer.deregistrationDelay().toSeconds());
        assertThat(process.number("HealthCheckInterval"))
                .isEqualTo(balancer.healthInterval().toSeconds());
        assertThat(process.number("HealthCheckTimeout"))
                .isEqualTo(balancer.healthTimeout().toSeconds());
        assertThat(process.number("UnhealthyThresholdCount")).isEqualTo(balancer.unhealthyThreshold());
        process.skip("HealthyThresholdCount");
        process.skip("HealthCheckPath");
        return true;
    }
}
