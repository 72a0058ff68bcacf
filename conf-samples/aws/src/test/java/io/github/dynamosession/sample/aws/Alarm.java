package io.github.dynamosession.sample.aws;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** An alarm of CloudWatch, whatever made it. */
record Alarm(
        String name,
        String description,
        String metric,
        Map<String, String> dimensions,
        String statistic,
        int threshold,
        int period,
        int periods,
        int datapoints) {

    static Alarm ofCloudFormation(Section alarm) {
        Map<String, String> dimensions = new TreeMap<>();
        alarm.sections("Dimensions", dimension -> dimensions.put(dimension.text("Name"), dimension.text("Value")));
        return read(alarm, Alarm::cloudFormations, dimensions);
    }

    static Alarm ofTerraform(Section alarm) {
        return read(alarm, UnaryOperator.identity(), texts(alarm.map("dimensions")));
    }

    static Alarm ofPulumi(Section alarm) {
        return read(alarm, Alarm::pulumis, texts(alarm.map("dimensions")));
    }

    private static String cloudFormations(String name) {
        return name.equals("ok_actions") ? "OKActions" : CloudFormationTemplate.pascalCase(name);
    }

    private static String pulumis(String name) {
        return name.equals("alarm_name") ? "name" : ProviderTable.camelCase(name);
    }

    /** @param names of properties, by those of Terraform */
    private static Alarm read(Section alarm, UnaryOperator<String> names, Map<String, String> dimensions) {
        alarm.requireText(names.apply("alarm_actions"), "[" + AlarmSample.TOPIC + "]");
        alarm.requireText(names.apply("ok_actions"), "[" + AlarmSample.TOPIC + "]");
        alarm.requireText(names.apply("comparison_operator"), "GreaterThanOrEqualToThreshold");
        alarm.requireText(names.apply("treat_missing_data"), "notBreaching");
        return new Alarm(
                alarm.text(names.apply("alarm_name")),
                alarm.text(names.apply("alarm_description")),
                alarm.text(names.apply("namespace")) + " " + alarm.text(names.apply("metric_name")),
                dimensions,
                alarm.oneOf(names.apply("statistic"), names.apply("extended_statistic")),
                alarm.number(names.apply("threshold")),
                alarm.number(names.apply("period")),
                alarm.number(names.apply("evaluation_periods")),
                alarm.number(names.apply("datapoints_to_alarm")));
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        Map<String, String> texts = new TreeMap<>();
        map.forEach((name, value) -> texts.put(name.toString(), value.toString()));
        return texts;
    }
}
