package io.github.dynamosession.sample.aws;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Every sample that makes a load balancer. A setting that is not read here fails the test: no cookie slips in. */
enum LoadBalancerSample {
    CLOUDFORMATION {
        @Override
        LoadBalancer read() {
            CloudFormationTemplate template = new CloudFormationTemplate("load-balancer.yaml", Map.of());
            Duration idleTimeout = template.resource(
                    "LoadBalancer",
                    "AWS::ElasticLoadBalancingV2::LoadBalancer",
                    LoadBalancerSample::idleTimeoutOfCloudFormation);
            return template.resource(
                    "Nodes", "AWS::ElasticLoadBalancingV2::TargetGroup", nodes -> ofCloudFormation(idleTimeout, nodes));
        }
    },
    TERRAFORM {
        @Override
        LoadBalancer read() {
            TerraformModule module = new TerraformModule(
                    "load-balancer", Map.of("vpc_id", "vpc-1", "subnet_ids", "subnet-1", "security_group_ids", "sg-1"));
            Duration idleTimeout = module.resource("aws_lb", "sessions", balancer -> {
                ignore(balancer, "load_balancer_type", "subnets", "security_groups");
                return seconds(balancer, "idle_timeout");
            });
            return module.resource("aws_lb_target_group", "nodes", nodes -> ofTerraform(idleTimeout, nodes));
        }
    },
    KUBERNETES {
        @Override
        LoadBalancer read() {
            return new KubernetesManifest().loadBalancer();
        }
    };

    abstract LoadBalancer read();

    private static Duration idleTimeoutOfCloudFormation(Section balancer) {
        ignore(balancer, "Type", "Subnets", "SecurityGroups");
        return Section.read(
                "attributes",
                attributes(balancer, "LoadBalancerAttributes"),
                attributes -> seconds(attributes, "idle_timeout.timeout_seconds"));
    }

    private static LoadBalancer ofCloudFormation(Duration idleTimeout, Section nodes) {
        ignore(nodes, "VpcId", "TargetType", "Protocol", "Port", "HealthCheckPath", "Matcher", "HealthyThresholdCount");
        return Section.read(
                "attributes",
                attributes(nodes, "TargetGroupAttributes"),
                attributes -> LoadBalancer.of(
                        attributes,
                        idleTimeout,
                        seconds(nodes, "HealthCheckIntervalSeconds"),
                        seconds(nodes, "HealthCheckTimeoutSeconds"),
                        nodes.number("UnhealthyThresholdCount")));
    }

    private static LoadBalancer ofTerraform(Duration idleTimeout, Section nodes) {
        ignore(nodes, "vpc_id", "target_type", "protocol", "port");
        boolean sticky = nodes.section("stickiness", stickiness -> {
            ignore(stickiness, "type");
            return stickiness.flag("enabled");
        });
        return nodes.section("health_check", health -> {
            ignore(health, "path", "matcher", "healthy_threshold");
            return new LoadBalancer(
                    sticky,
                    nodes.text("load_balancing_algorithm_type"),
                    idleTimeout,
                    seconds(nodes, "deregistration_delay"),
                    seconds(nodes, "slow_start"),
                    seconds(health, "interval"),
                    seconds(health, "timeout"),
                    health.number("unhealthy_threshold"));
        });
    }

    private static Map<String, String> attributes(Section owner, String property) {
        return owner.sections(property, attribute -> Map.entry(attribute.text("Key"), attribute.text("Value"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void ignore(Section section, String... properties) {
        for (String property : properties) {
            section.skip(property);
        }
    }

    private static Duration seconds(Section section, String property) {
        return Duration.ofSeconds(section.number(property));
    }
}
