package io.github.dynamosession.sample.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The policies in {@code iam}, with ARNs in place of their variables. */
final class PolicyFile {

    static final String TABLE_ARN = "arn:aws:dynamodb:us-east-1:111122223333:table/http-sessions";
    static final String KEY_ARN = TableSample.KEY_ARN;

    private PolicyFile() {}

    static Map<?, ?> read(String name) {
        return read(name, Map.of());
    }

    /** The same of a policy with further variables. */
    static Map<?, ?> read(String name, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.put("table_arn", TABLE_ARN);
        variables.put("key_arn", KEY_ARN);
        return Yaml.parse(render(Path.of("iam", name + ".json"), variables));
    }

    /**
     * The attributes of an item that a policy's statement on one action is limited to. A condition on all values of a key
     * is true of a request that has none, so the key's presence is demanded too.
     */
    static Set<String> attributesAllowedFor(String action, Map<?, ?> policy) {
        Map<?, ?> condition = conditionOn(action, policy);
        assertThat(condition.get("Null")).isEqualTo(Map.of("dynamodb:Attributes", "false"));
        Map<?, ?> ofAll = (Map<?, ?>) condition.get("ForAllValues:StringEquals");
        return ((List<?>) ofAll.get("dynamodb:Attributes"))
                .stream().map(Object::toString).collect(Collectors.toSet());
    }

    static Map<?, ?> conditionOn(String action, Map<?, ?> policy) {
        return (Map<?, ?>) ((List<?>) policy.get("Statement"))
                .stream()
                        .map(Map.class::cast)
                        .filter(statement -> action.equals(statement.get("Action")))
                        .findAny()
                        .orElseThrow()
                        .get("Condition");
    }

    static String render(Path file, Map<?, ?> variables) {
        try {
            String text = Files.readString(file);
            for (Map.Entry<?, ?> variable : variables.entrySet()) {
                text = text.replace(
                        "${" + variable.getKey() + "}", variable.getValue().toString());
            }
            return text;
        } catch (IOException e) {
            throw new AssertionError("no policy " + file, e);
        }
    }
}
