package io.github.dynamosession.sample.aws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML 1.2, of which JSON is a part. CloudFormation's short forms come out as its long ones. */
final class Yaml {

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private Yaml() {}

    static Map<?, ?> read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError("no sample " + file, e);
        }
    }

    static Map<?, ?> parse(String text) {
        return (Map<?, ?>) new Load(SETTINGS, new ShortForms()).loadFromString(text);
    }

    private static final class ShortForms extends StandardConstructor {

        ShortForms() {
            super(SETTINGS);
            add("!Ref", "Ref");
            for (String function : new String[] {"Sub", "GetAtt", "If", "Equals", "Not"}) {
                add("!" + function, "Fn::" + function);
            }
        }

        private void add(String shortForm, String longForm) {
            ConstructNode constructor = node -> {
                node.setTag(plainTag(node));
                return Map.of(longForm, findConstructorFor(node).orElseThrow().construct(node));
            };
            tagConstructors.put(new Tag(shortForm), constructor);
        }

        private static Tag plainTag(Node node) {
            if (node instanceof ScalarNode) {
                return Tag.STR;
            }
            return node instanceof MappingNode ? Tag.MAP : Tag.SEQ;
        }
    }
}
