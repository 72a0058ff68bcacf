package io.github.dynamosession.sample.aws;

import java.util.Map;
import java.util.TreeMap;

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
        requireActions(alarm, "AlarmActions", "OKActions");
        alarm.requireText("ComparisonOperator", "GreaterThanOrEqualToThreshold");
        alarm.requireText("TreatMissingData", "notBreaching");
        return new Alarm(
                alarm.text("AlarmName"),
                alarm.text("AlarmDescription"),
                alarm.text("Namespace") + " " + alarm.text("MetricName"),
                dimensions,
                alarm.oneOf("Statistic", "ExtendedStatistic"),
                alarm.number("Threshold"),
                alarm.number("Period"),
                alarm.number("EvaluationPeriods"),
                alarm.number("DatapointsToAlarm"));
    }

    static Alarm ofTerraform(Section alarm) {
        requireActions(alarm, "alarm_actions", "ok_actions");
        alarm.requireText("comparison_operator", "GreaterThanOrEqualToThreshold");
        alarm.requireText("treat_missing_data", "notBreaching");
        return new Alarm(
                alarm.text("alarm_name"),
                alarm.text("alarm_description"),
                alarm.text("namespace") + " " + alarm.text("metric_name"),
                texts(alarm.map("dimensions")),
                alarm.oneOf("statistic", "extended_statistic"),
                alarm.number("threshold"),
                alarm.number("period"),
                alarm.number("evaluation_periods"),
                alarm.number("datapoints_to_alarm"));
    }

    static Alarm ofPulumi(Section alarm) {
        requireActions(alarm, "alarmActions", "okActions");
        alarm.requireText("comparisonOperator", "GreaterThanOrEqualToThreshold");
        alarm.requireText("treatMissingData", "notBreaching");
        return new Alarm(
                alarm.text("name"),
                alarm.text("alarmDescription"),
                alarm.text("namespace") + " " + alarm.text("metricName"),
                texts(alarm.map("dimensions")),
                alarm.oneOf("statistic", "extendedStatistic"),
                alarm.number("threshold"),
                alarm.number("period"),
                alarm.number("evaluationPeriods"),
                alarm.number("datapointsToAlarm"));
    }

    private static void requireActions(Section alarm, String... properties) {
        for (String property : properties) {
            alarm.requireText(property, "[" + AlarmSample.TOPIC + "]");
        }
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        Map<String, String> texts = new TreeMap<>();
        map.forEach((name, value) -> texts.put(name.toString(), value.toString()));
        return texts;
    }
}
