package io.github.dynamosession.sample.aws;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Every sample that makes the function of the trail. */
enum AuditSample {
    CLOUDFORMATION(name -> name) {
        @Override
        AuditFunction read() {
            CloudFormationTemplate template = new CloudFormationTemplate(
                    "audit.yaml",
                    Map.of(
                            "TableArn",
                            PolicyFile.TABLE_ARN,
                            "KeyArn",
                            PolicyFile.KEY_ARN,
                            "StreamArn",
                            STREAM_ARN,
                            "EventBusArn",
                            BUS_ARN));
            Object policy = template.resource("Role", "AWS::IAM::Role", role -> {
                role.skip("AssumeRolePolicyDocument");
                return role.sections("Policies", AuditSample::document).get(0);
            });
            Mapping mapping = template.resource("Mapping", "AWS::Lambda::EventSourceMapping", this::mapping);
            return template.resource(
                    "Function", "AWS::Lambda::Function", function -> function(function, "Code", policy, mapping));
        }

        @Override
        Map<?, ?> policyFile() {
            return policyFile(
                    "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Log}",
                    "${NotDelivered.Arn}");
        }
    },
    TERRAFORM(AuditSample::inSnakeCase) {
        @Override
        AuditFunction read() {
            TerraformModule module = new TerraformModule(
                    "audit",
                    Map.of(
                            "table_arn",
                            PolicyFile.TABLE_ARN,
                            "key_arn",
                            PolicyFile.KEY_ARN,
                            "stream_arn",
                            STREAM_ARN,
                            "event_bus_arn",
                            BUS_ARN,
                            "jar",
                            "audit.jar",
                            "name",
                            "audit"));
            Object policy = module.resource("aws_iam_role_policy", "audit", inline -> {
                inline.skip("name");
                inline.skip("role");
                return Yaml.parse(inline.text("policy"));
            });
            Mapping mapping = module.resource("aws_lambda_event_source_mapping", "audit", section -> {
                section.skip("depends_on");
                return mapping(section);
            });
            return module.resource("aws_lambda_function", "audit", function -> {
                function.skip("function_name");
                function.skip("source_code_hash");
                return function(function, "filename", policy, mapping);
            });
        }

        @Override
        Map<?, ?> policyFile() {
            return policyFile("aws_cloudwatch_log_group.audit.arn", "aws_sqs_queue.not_delivered.arn");
        }
    },
    PULUMI(name -> name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)) {
        @Override
        AuditFunction read() {
            PulumiProgram program = new PulumiProgram(
                    "audit",
                    Map.of(
                            "tableArn", PolicyFile.TABLE_ARN,
                            "keyArn", PolicyFile.KEY_ARN,
                            "streamArn", STREAM_ARN,
                            "eventBusArn", BUS_ARN,
                            "permittedBusArn", BUS_ARN));
            Object policy = program.resource("policy", "aws:iam:RolePolicy", inline -> {
                inline.skip("role");
                return inline.section("policy", json -> json.map("fn::toJSON"));
            });
            Mapping mapping = program.resource("mapping", "aws:lambda:EventSourceMapping", this::mapping);
            return program.resource(
                    "function", "aws:lambda:Function", function -> function(function, "code", policy, mapping));
        }

        @Override
        Map<?, ?> policyFile() {
            return policyFile("${log.arn}", "${notDelivered.arn}");
        }
    };

    static final String STREAM_ARN = PolicyFile.TABLE_ARN + "/stream/2026-11-27T14:00:00.000";
    static final String BUS_ARN = "arn:aws:events:us-east-1:111122223333:event-bus/sessions";

    /** What a sample says of the function, its role and its events. */
    record AuditFunction(
            String handler, String runtime, Set<String> environment, int timeout, Object policy, Mapping mapping) {}

    /** How Lambda hands changes over. */
    record Mapping(
            String stream,
            String startingPosition,
            List<?> responseTypes,
            boolean bisects,
            int mostAttempts,
            int oldestSeconds) {}

    /** The name of a property, from CloudFormation's. */
    private final UnaryOperator<String> naming;

    AuditSample(UnaryOperator<String> naming) {
        this.naming = naming;
    }

    abstract AuditFunction read();

    /** The policy as its file has it, with what the sample calls the things that exist in a stack only. */
    abstract Map<?, ?> policyFile();

    static Map<?, ?> policyFile(String logGroup, String queue) {
        return PolicyFile.read(
                "audit", Map.of("log_group_arn", logGroup, "queue_arn", queue, "event_bus_arn", BUS_ARN));
    }

    private static String inSnakeCase(String name) {
        return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Map<?, ?> document(Section inline) {
        inline.skip("PolicyName");
        return inline.map("PolicyDocument");
    }

    final AuditFunction function(Section function, String code, Object policy, Mapping mapping) {
        function.skip(code);
        skip(function, "Description", "Architectures", "MemorySize", "Role", "LoggingConfig");
        Map<?, ?> environment =
                function.section(naming.apply("Environment"), variables -> variables.map(naming.apply("Variables")));
        return new AuditFunction(
                function.text(naming.apply("Handler")),
                function.text(naming.apply("Runtime")),
                environment.keySet().stream().map(Object::toString).collect(Collectors.toSet()),
                function.number(naming.apply("Timeout")),
                policy,
                mapping);
    }

    final Mapping mapping(Section mapping) {
        skip(mapping, "FunctionName", "BatchSize", "MaximumBatchingWindowInSeconds", "DestinationConfig");
        return new Mapping(
                mapping.text(naming.apply("EventSourceArn")),
                mapping.text(naming.apply("StartingPosition")),
                mapping.list(naming.apply("FunctionResponseTypes")),
                mapping.flag(naming.apply("BisectBatchOnFunctionError")),
                mapping.number(naming.apply("MaximumRetryAttempts")),
                mapping.number(naming.apply("MaximumRecordAgeInSeconds")));
    }

    private void skip(Section section, String... properties) {
        for (String property : properties) {
            section.skip(naming.apply(property));
        }
    }
}
