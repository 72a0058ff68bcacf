package io.github.dynamosession.sample.aws;

import java.util.List;
import java.util.Map;

/** Every sample that makes the table. */
enum TableSample {
    CLOUDFORMATION {
        @Override
        List<TableDefinition> read(String tableName, String stream) {
            CloudFormationTemplate template = new CloudFormationTemplate(
                    "session-table.yaml",
                    Map.of("TableName", tableName, "KeyArn", KEY_ARN, "Stream", stream.isEmpty() ? "NONE" : stream));
            return List.of(template.resource("SessionTable", "AWS::DynamoDB::Table", CloudFormationTable::ofTable));
        }
    },
    CLOUDFORMATION_TWO_REGIONS {
        @Override
        List<TableDefinition> read(String tableName, String stream) {
            CloudFormationTemplate template = new CloudFormationTemplate(
                    "global-table.yaml", Map.of("TableName", tableName, "KeyArn", KEY_ARN, "OtherKeyArn", KEY_ARN));
            return template.resource("SessionTable", "AWS::DynamoDB::GlobalTable", CloudFormationTable::ofGlobalTable);
        }
    },
    TERRAFORM {
        @Override
        List<TableDefinition> read(String tableName, String stream) {
            TerraformModule module = new TerraformModule(
                    "session-table", Map.of("table_name", tableName, "key_arn", KEY_ARN, "stream_view_type", stream));
            return List.of(module.resource("aws_dynamodb_table", "sessions", ProviderTable::ofTerraform));
        }
    },
    PULUMI {
        @Override
        List<TableDefinition> read(String tableName, String stream) {
            PulumiProgram program = new PulumiProgram(
                    "session-table",
                    Map.of(
                            "tableName", tableName,
                            "sessionKey.arn", KEY_ARN,
                            "streamEnabled", String.valueOf(!stream.isEmpty()),
                            "streamViewType", stream));
            return List.of(program.resource("sessionTable", "aws:dynamodb:Table", ProviderTable::ofPulumi));
        }
    };

    static final String KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/of-the-table";

    /**
     * The tables that the sample makes: one for each Region.
     *
     * @param stream a view type, or empty for the sample's default
     */
    abstract List<TableDefinition> read(String tableName, String stream);

    final TableDefinition first(String tableName) {
        return read(tableName, "").get(0);
    }
}
