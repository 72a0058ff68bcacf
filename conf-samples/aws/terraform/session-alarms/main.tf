# Alarms and a dashboard of HTTP sessions in DynamoDB. Nodes write what they look at with metrics=emf.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
  }
}

variable "application" {
  description = "The property applicationName of the nodes, /shop for example"
  type        = string
}

variable "table_name" {
  description = "The property tableName of the nodes"
  type        = string
  default     = "http-sessions"
}

variable "alarm_topic_arn" {
  description = "ARN of the SNS topic that is told when an alarm begins and ends"
  type        = string
}

variable "region" {
  description = "Whose figures the dashboard shows"
  type        = string
}

resource "aws_cloudwatch_metric_alarm" "store_fails" {
  alarm_name        = "${var.application} StoreFails"
  alarm_description = "Requests are refused with 503, as calls to DynamoDB fail. docs/runbook.md#sessionstorefails"
  namespace         = "Dynamosession"
  metric_name       = "dynamosession.requests.refused.count"

  dimensions = {
    application = var.application
    cause       = "store"
  }

  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "reads_throttled" {
  alarm_name        = "${var.application} ReadsThrottled"
  alarm_description = "DynamoDB throttles reads of sessions. docs/runbook.md#sessionstorethrottled"
  namespace         = "AWS/DynamoDB"
  metric_name       = "ReadThrottleEvents"

  dimensions = {
    TableName = var.table_name
  }

  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "writes_throttled" {
  alarm_name        = "${var.application} WritesThrottled"
  alarm_description = "DynamoDB throttles writes of sessions. docs/runbook.md#sessionstorethrottled"
  namespace         = "AWS/DynamoDB"
  metric_name       = "WriteThrottleEvents"

  dimensions = {
    TableName = var.table_name
  }

  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 2
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "store_slow" {
  alarm_name        = "${var.application} StoreSlow"
  alarm_description = "DynamoDB itself takes long to read a session, in milliseconds. docs/runbook.md#sessionstoreslow"
  namespace         = "AWS/DynamoDB"
  metric_name       = "SuccessfulRequestLatency"

  dimensions = {
    TableName = var.table_name
    Operation = "GetItem"
  }

  extended_statistic  = "p95"
  period              = 60
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 100
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "unreadable" {
  alarm_name        = "${var.application} Unreadable"
  alarm_description = "Requests are answered with 500, as values of sessions cannot be stored or read. docs/runbook.md#sessionunreadable"
  namespace         = "Dynamosession"
  metric_name       = "dynamosession.requests.refused.count"

  dimensions = {
    application = var.application
    cause       = "session"
  }

  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "locked" {
  alarm_name        = "${var.application} Locked"
  alarm_description = "Requests are refused with 503, as they waited in vain for the lock of their session. docs/runbook.md#sessionlocked"
  namespace         = "Dynamosession"
  metric_name       = "dynamosession.requests.refused.count"

  dimensions = {
    application = var.application
    cause       = "lock"
  }

  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "large" {
  alarm_name        = "${var.application} Large"
  alarm_description = "A session of more than 256 KB was read in each of three periods, in bytes. docs/runbook.md#sessionslarge"
  namespace         = "Dynamosession"
  metric_name       = "dynamosession.session.size.max"

  dimensions = {
    application = var.application
  }

  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 262144
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "saved_late" {
  alarm_name        = "${var.application} SavedLate"
  alarm_description = "Changes were saved after their client had the whole response. docs/runbook.md#sessionsavedlate"
  namespace         = "Dynamosession"
  metric_name       = "dynamosession.late.saves.count"

  dimensions = {
    application = var.application
  }

  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  datapoints_to_alarm = 1
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "expiry_late" {
  alarm_name        = "${var.application} ExpiryLate"
  alarm_description = "An expired session waited for longer than ten minutes, in milliseconds. docs/runbook.md#sessionexpirylate"
  namespace         = "Dynamosession"
  metric_name       = "dynamosession.expiry.delay.max"

  dimensions = {
    application = var.application
  }

  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  comparison_operator = "GreaterThanOrEqualToThreshold"
  threshold           = 600000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_dashboard" "sessions" {
  dashboard_name = "sessions-${var.table_name}"
  dashboard_body = templatefile("${path.module}/dashboard.json", {
    application = var.application
    table       = var.table_name
    region      = var.region
  })
}
