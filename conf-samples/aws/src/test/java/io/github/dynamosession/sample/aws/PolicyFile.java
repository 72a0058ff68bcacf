package io.github.dynamosession.sample.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The policies in {@code iam}, with ARNs in place of their variables. */
final class PolicyFile {

    static final String TABLE_ARN = "arn:aws:dynamodb:us-east-1:111122223333:table/http-sessions";
    static final String KEY_ARN = TableSample.KEY_ARN;

    private PolicyFile() {}

    static Map<?, ?> read(String name) {
        return Yaml.parse(render(Path.of("iam", name + ".json"), Map.of("table_arn", TABLE_ARN, "key_arn", KEY_ARN)));
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
