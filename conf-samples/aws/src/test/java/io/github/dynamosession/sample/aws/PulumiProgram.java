package io.github.dynamosession.sample.aws;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A program with values for its configuration. What exists in a stack only stays as it is named. */
final class PulumiProgram {

    private final Map<?, ?> program;
    private final Map<String, String> config = new HashMap<>();

    PulumiProgram(String folder, Map<String, String> config) {
        this.program = Yaml.read(Path.of("pulumi", folder, "Pulumi.yaml"));
        ((Map<?, ?>) program.get("config")).forEach((name, setting) -> {
            Object value = ((Map<?, ?>) setting).get("default");
            if (value != null) {
                this.config.put(name.toString(), value.toString());
            }
        });
        this.config.putAll(config);
    }

    /** Reads all properties of a resource. */
    <T> T resource(String name, String type, Function<Section, T> reader) {
        Map<?, ?> resource = (Map<?, ?>) ((Map<?, ?>) program.get("resources")).get(name);
        if (!type.equals(resource.get("type"))) {
            throw new AssertionError(name + " is a " + resource.get("type"));
        }
        return Section.read(name, value(resource.get("properties")), reader);
    }

    private Object value(Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        if (node instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> value(entry.getValue())));
        }
        return node instanceof String text ? interpolated(text) : node;
    }

    private String interpolated(String text) {
        String result = text;
        for (Map.Entry<String, String> setting : config.entrySet()) {
            result = result.replace("${" + setting.getKey() + "}", setting.getValue());
        }
        return result;
    }
}
