package io.github.dynamosession.store.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.dynamosession.store.StoreException;
import io.github.dynamosession.store.dynamodb.TableFacts.Units;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

class TableFactsTest {

    private final LocalTable table = LocalTable.create();

    @AfterEach
    void deleteTable() {
        table.close();
    }

    private static TableFacts facts(String tableName) {
        return TableFacts.of(LocalTable.config(tableName, Map.of()));
    }

    @Test
    void aTableOnDemandUsesWhatItNeeds() {
        table.plant("any", "x", AttributeValue.fromS("y"));

        TableFacts facts = facts(table.name());

        assertThat(facts.status()).isEqualTo("ACTIVE");
        assertThat(facts.items()).isOne();
        assertThat(facts.bytes()).isPositive();
        assertThat(facts.provisioned()).isEmpty();
    }

    @Test
    void aTableOfProvisionedCapacityTellsHowMuchItMayUse() {
        String name = LocalTable.newName();
        table.client().createTable(request -> request.tableName(name)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build())
                .billingMode(BillingMode.PROVISIONED)
                .provisionedThroughput(units -> units.readCapacityUnits(5L).writeCapacityUnits(7L)));
        try {
            assertThat(facts(name).provisioned()).isEqualTo(Optional.of(new Units(5, 7)));
        } finally {
            table.client().deleteTable(request -> request.tableName(name));
        }
    }

    @Test
    void aTableThatIsNotThereIsSaid() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> facts("not-there"))
                .withMessageContaining("cannot describe table not-there");
    }
}
