package io.github.dynamosession.sample.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The key that a sample makes is rotated, has an alias, and encrypts the table; a key that is given takes its place. */
final class CustomerKeyTest {

    private static final CloudFormationTemplate CLOUDFORMATION =
            new CloudFormationTemplate("session-table.yaml", Map.of());
    private static final TerraformModule TERRAFORM = new TerraformModule("session-table", Map.of());
    private static final PulumiProgram PULUMI = new PulumiProgram("session-table", Map.of());

    @Test
    void cloudFormationMakesAKeyForTheTable() {
        assertThat(CLOUDFORMATION.makes("SessionKey")).isTrue();
        assertThat(CLOUDFORMATION.makes("SessionKeyAlias")).isTrue();
        CLOUDFORMATION.resource("SessionKey", "AWS::KMS::Key", key -> {
            key.requireFlag("EnableKeyRotation");
            assertThat(key.text("Description")).contains("http-sessions");
            assertThat(key.number("PendingWindowInDays")).isEqualTo(30);
            assertThat(key.map("KeyPolicy")).isNotEmpty();
            return key.sections("Tags", tag -> tag.text("Key") + tag.text("Value"));
        });
        assertThat(CLOUDFORMATION.<String>resource("SessionKeyAlias", "AWS::KMS::Alias", alias -> {
                    assertThat(alias.text("AliasName")).isEqualTo("alias/http-sessions");
                    return alias.text("TargetKeyId");
                }))
                .isEqualTo("${SessionKey}");
        assertThat(CLOUDFORMATION
                        .resource("SessionTable", "AWS::DynamoDB::Table", CloudFormationTable::ofTable)
                        .request()
                        .sseSpecification()
                        .kmsMasterKeyId())
                .isEqualTo("${SessionKey.Arn}");
    }

    @Test
    void cloudFormationMakesNoKeyIfOneIsGiven() {
        CloudFormationTemplate template =
                new CloudFormationTemplate("session-table.yaml", Map.of("KeyArn", TableSample.KEY_ARN));

        assertThat(template.makes("SessionKey")).isFalse();
        assertThat(template.makes("SessionKeyAlias")).isFalse();
    }

    @Test
    void terraformMakesAKeyUnlessOneIsGiven() {
        assertThat(keysOfTerraform(TERRAFORM)).isEqualTo(1);
        assertThat(keysOfTerraform(new TerraformModule("session-table", Map.of("key_arn", TableSample.KEY_ARN))))
                .isZero();
        TERRAFORM.resource("aws_kms_alias", "sessions", alias -> {
            assertThat(alias.text("name")).isEqualTo("alias/http-sessions");
            assertThat(alias.text("target_key_id")).contains("aws_kms_key.sessions");
            return alias.number("count");
        });
    }

    private static int keysOfTerraform(TerraformModule module) {
        return module.resource("aws_kms_key", "sessions", key -> {
            key.requireFlag("enable_key_rotation");
            assertThat(key.text("description")).contains("http-sessions");
            assertThat(key.number("deletion_window_in_days")).isEqualTo(30);
            assertThat(key.map("tags")).isNotEmpty();
            return key.number("count");
        });
    }

    @Test
    void pulumiMakesAKeyForTheTable() {
        PULUMI.resource("sessionKey", "aws:kms:Key", key -> {
            key.requireFlag("enableKeyRotation");
            assertThat(key.text("description")).contains("http-sessions");
            assertThat(key.number("deletionWindowInDays")).isEqualTo(30);
            return key.map("tags");
        });
        assertThat(PULUMI.<String>resource("sessionKeyAlias", "aws:kms:Alias", alias -> {
                    assertThat(alias.text("name")).isEqualTo("alias/http-sessions");
                    return alias.text("targetKeyId");
                }))
                .isEqualTo("${sessionKey.keyId}");
        assertThat(PULUMI.resource("sessionTable", "aws:dynamodb:Table", ProviderTable::ofPulumi)
                        .request()
                        .sseSpecification()
                        .kmsMasterKeyId())
                .isEqualTo("${sessionKey.arn}");
    }
}
