package io.github.dynamosession.sample.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policies are written down in files, two stacks and docs/aws.md; all say the same. */
final class PolicyStacksTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w-]+)\\.json` \\|[^|]*\\|([^|]*)\\|$");
    private static final Pattern ACTION = Pattern.compile("`(?:(\\w+):)?([A-Z]\\w+)`");

    @ParameterizedTest
    @CsvSource({
        "run, Run",
        "run-and-create-table, RunAndCreateTable",
        "operator, Operator",
        "user-support, UserSupport",
        "customer-key, CustomerKey"
    })
    void cloudFormationHasThePolicy(String file, String resource) {
        CloudFormationTemplate template = new CloudFormationTemplate(
                "session-policies.yaml", Map.of("TableArn", PolicyFile.TABLE_ARN, "KeyArn", PolicyFile.KEY_ARN));

        assertThat(template.makes(resource)).isTrue();
        assertThat(template.<Object>resource(resource, "AWS::IAM::ManagedPolicy", policy -> {
                    policy.text("Description");
                    return policy.map("PolicyDocument");
                }))
                .isEqualTo(PolicyFile.read(file));
    }

    @ParameterizedTest
    @CsvSource({
        "run, run",
        "run-and-create-table, run_and_create_table",
        "operator, operator",
        "user-support, user_support",
        "customer-key, customer_key"
    })
    void terraformHasThePolicy(String file, String resource) {
        TerraformModule module = new TerraformModule(
                "session-policies", Map.of("table_arn", PolicyFile.TABLE_ARN, "key_arn", PolicyFile.KEY_ARN));

        assertThat(module.<Object>resource("aws_iam_policy", resource, policy -> {
                    policy.text("name_prefix");
                    policy.text("description");
                    policy.optionalNumber("count")
                            .ifPresent(count -> assertThat(count).isEqualTo(1));
                    return Yaml.parse(policy.text("policy"));
                }))
                .isEqualTo(PolicyFile.read(file));
    }

    @ParameterizedTest
    @CsvSource({
        "run, run",
        "run-and-create-table, runAndCreateTable",
        "operator, operator",
        "user-support, userSupport",
        "customer-key, customerKey"
    })
    void pulumiHasThePolicy(String file, String resource) {
        PulumiProgram program = new PulumiProgram(
                "session-policies", Map.of("tableArn", PolicyFile.TABLE_ARN, "keyArn", PolicyFile.KEY_ARN));

        assertThat(program.<Object>resource(resource, "aws:iam:Policy", policy -> {
                    policy.text("description");
                    return policy.section("policy", json -> json.map("fn::toJSON"));
                }))
                .isEqualTo(PolicyFile.read(file));
    }

    @Test
    void withoutAKeyThereIsNoPolicyForIt() {
        CloudFormationTemplate template =
                new CloudFormationTemplate("session-policies.yaml", Map.of("TableArn", PolicyFile.TABLE_ARN));

        assertThat(template.makes("CustomerKey")).isFalse();
        assertThat(template.makes("Run")).isTrue();
    }

    @Test
    void thePageListsTheActionsOfEveryFile() throws IOException {
        Map<String, Set<String>> rows = ROW.matcher(Files.readString(Path.of("..", "..", "docs", "aws.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> actions(row.group(2))));

        assertThat(rows).hasSize(9).allSatisfy((file, actions) -> assertThat(actions)
                .isEqualTo(Grant.allowedBy(PolicyFile.read(file)).stream()
                        .map(Grant::action)
                        .collect(Collectors.toSet())));
    }

    /** The first of a service is written with its service, those after it without. */
    private static Set<String> actions(String cell) {
        Set<String> actions = new TreeSet<>();
        String[] service = {"none"};
        ACTION.matcher(cell).results().forEach(action -> {
            service[0] = Objects.requireNonNullElse(action.group(1), service[0]);
            actions.add(service[0] + ":" + action.group(2));
        });
        return actions;
    }
}
