package io.github.dynamosession.sample.aws;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A template with values for its parameters. What exists in a stack only stays as it is named: {@code ${Key.Arn}}. */
final class CloudFormationTemplate {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([\\w:]+)}");
    private static final Object NO_VALUE = new Object();

    private final Map<?, ?> template;
    private final Map<String, Object> parameters = new HashMap<>();

    CloudFormationTemplate(String file, Map<String, String> parameters) {
        this.template = Yaml.read(Path.of("cloudformation", file));
        ((Map<?, ?>) template.get("Parameters")).forEach((name, parameter) -> {
            Object value = ((Map<?, ?>) parameter).get("Default");
            this.parameters.put(name.toString(), value == null ? "${" + name + "}" : value);
        });
        this.parameters.putAll(parameters);
    }

    /** CloudFormation's name for what Terraform has underscores in. */
    static String pascalCase(String name) {
        String camelCase = ProviderTable.camelCase(name);
        return Character.toUpperCase(camelCase.charAt(0)) + camelCase.substring(1);
    }

    /** Reads all properties of a resource. */
    <T> T resource(String name, String type, Function<Section, T> reader) {
        Map<?, ?> resource = (Map<?, ?>) resources().get(name);
        if (!type.equals(resource.get("Type"))) {
            throw new AssertionError(name + " is a " + resource.get("Type"));
        }
        return Section.read(name, Objects.requireNonNull(value(resource.get("Properties"))), reader);
    }

    boolean makes(String resource) {
        Object condition = ((Map<?, ?>) resources().get(resource)).get("Condition");
        return condition == null || condition(condition.toString());
    }

    private Map<?, ?> resources() {
        return (Map<?, ?>) template.get("Resources");
    }

    private Object value(Object node) {
        if (node instanceof List<?> list) {
            return list.stream().map(this::value).toList();
        }
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        Object key = map.keySet().iterator().next();
        boolean function =
                map.size() == 1 && (key.equals("Ref") || key.toString().startsWith("Fn::"));
        return function ? call(key.toString(), map.get(key)) : properties(map);
    }

    private Map<?, ?> properties(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> Map.entry(entry.getKey(), value(entry.getValue())))
                .filter(entry -> entry.getValue() != NO_VALUE)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Object call(String function, Object argument) {
        return switch (function) {
            case "Ref" -> reference(argument.toString());
            case "Fn::GetAtt" -> "${" + argument + "}";
            case "Fn::Sub" ->
                VARIABLE.matcher(argument.toString())
                        .replaceAll(variable -> Matcher.quoteReplacement(
                                reference(variable.group(1)).toString()));
            case "Fn::If" -> {
                List<?> branches = (List<?>) argument;
                yield value(branches.get(condition(branches.get(0).toString()) ? 1 : 2));
            }
            case "Fn::Equals" -> {
                List<?> sides = (List<?>) argument;
                yield value(sides.get(0)).equals(value(sides.get(1)));
            }
            case "Fn::Not" -> !(boolean) value(((List<?>) argument).get(0));
            default -> throw new AssertionError("no test knows " + function);
        };
    }

    private Object reference(String name) {
        return name.equals("AWS::NoValue") ? NO_VALUE : parameters.getOrDefault(name, "${" + name + "}");
    }

    private boolean condition(String name) {
        return (boolean) value(((Map<?, ?>) template.get("Conditions")).get(name));
    }
}
