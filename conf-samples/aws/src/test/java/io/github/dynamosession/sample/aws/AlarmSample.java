package io.github.dynamosession.sample.aws;

import java.util.List;
import java.util.Map;

/** Every sample that makes alarms and a dashboard, for the application /shop. */
enum AlarmSample {
    CLOUDFORMATION {
        private final CloudFormationTemplate template = new CloudFormationTemplate(
                "session-alarms.yaml",
                Map.of("Application", APPLICATION, "AlarmTopicArn", TOPIC, "AWS::Region", REGION));

        @Override
        List<Alarm> alarms() {
            return NAMES.stream()
                    .map(name -> template.resource(
                            CloudFormationTemplate.pascalCase(name), "AWS::CloudWatch::Alarm", Alarm::ofCloudFormation))
                    .toList();
        }

        @Override
        String dashboard() {
            return template.resource("Dashboard", "AWS::CloudWatch::Dashboard", dashboard -> {
                dashboard.requireText("DashboardName", DASHBOARD);
                return dashboard.text("DashboardBody");
            });
        }
    },
    TERRAFORM {
        private final TerraformModule module = new TerraformModule(
                "session-alarms",
                Map.of(
                        "application", APPLICATION,
                        "table_name", "http-sessions",
                        "alarm_topic_arn", TOPIC,
                        "region", REGION));

        @Override
        List<Alarm> alarms() {
            return NAMES.stream()
                    .map(name -> module.resource("aws_cloudwatch_metric_alarm", name, Alarm::ofTerraform))
                    .toList();
        }

        @Override
        String dashboard() {
            return module.resource("aws_cloudwatch_dashboard", "sessions", dashboard -> {
                dashboard.requireText("dashboard_name", DASHBOARD);
                return dashboard.text("dashboard_body");
            });
        }
    },
    PULUMI {
        private final PulumiProgram program = new PulumiProgram(
                "session-alarms", Map.of("application", APPLICATION, "alarmTopicArn", TOPIC, "region", REGION));

        @Override
        List<Alarm> alarms() {
            return NAMES.stream()
                    .map(name -> program.resource(
                            ProviderTable.camelCase(name), "aws:cloudwatch:MetricAlarm", Alarm::ofPulumi))
                    .toList();
        }

        @Override
        String dashboard() {
            return program.resource("dashboard", "aws:cloudwatch:Dashboard", dashboard -> {
                dashboard.requireText("dashboardName", DASHBOARD);
                return dashboard.text("dashboardBody");
            });
        }
    };

    static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:night-shift";

    private static final String APPLICATION = "/shop";
    private static final String REGION = "us-east-1";
    private static final String DASHBOARD = "sessions-http-sessions";

    /** As Terraform has them. */
    private static final List<String> NAMES = List.of(
            "store_fails",
            "reads_throttled",
            "writes_throttled",
            "store_slow",
            "unreadable",
            "locked",
            "large",
            "saved_late",
            "expiry_late");

    abstract List<Alarm> alarms();

    /** JSON. */
    abstract String dashboard();
}
