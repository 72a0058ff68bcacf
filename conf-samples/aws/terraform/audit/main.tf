# The trail of sessions, as a Lambda function that reads the stream of their table.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
  }
}

variable "name" {
  description = "Of the function, its role, its log and its queue"
  type        = string
  default     = "dynamosession-audit"
}

variable "table_arn" {
  description = "An output of session-table"
  type        = string
}

variable "stream_arn" {
  description = "An output of session-table with stream_view_type=NEW_AND_OLD_IMAGES"
  type        = string
}

variable "key_arn" {
  description = "ARN of the KMS key of your own that encrypts the table, an output of session-table"
  type        = string
}

variable "jar" {
  description = "Path of dynamosession-audit-<version>-lambda.jar"
  type        = string
}

variable "event_bus_arn" {
  description = "ARN of the event bus of EventBridge that events go to; empty writes them to CloudWatch Logs"
  type        = string
  default     = ""
}

variable "grown_bytes" {
  description = "How large a session may become without an event"
  type        = string
  default     = "102400"
}

# a trail outlives what wrote it: terraform state rm keeps it
resource "aws_cloudwatch_log_group" "audit" {
  name              = "/dynamosession/${var.name}"
  retention_in_days = 365
}

resource "aws_sqs_queue" "not_delivered" {
  name                      = "${var.name}-not-delivered"
  sqs_managed_sse_enabled   = true
  message_retention_seconds = 1209600
}

resource "aws_iam_role" "audit" {
  name = var.name
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy" "audit" {
  name = "audit"
  role = aws_iam_role.audit.id
  policy = templatefile("${path.module}/../../iam/audit.json", {
    table_arn     = var.table_arn
    key_arn       = var.key_arn
    log_group_arn = aws_cloudwatch_log_group.audit.arn
    event_bus_arn = var.event_bus_arn == "" ? "arn:aws:events:*:*:event-bus/none" : var.event_bus_arn
    queue_arn     = aws_sqs_queue.not_delivered.arn
  })
}

resource "aws_lambda_function" "audit" {
  function_name    = var.name
  description      = "Tells logins, logouts and other events of sessions"
  runtime          = "java21"
  architectures    = ["arm64"]
  handler          = "io.github.dynamosession.audit.AuditHandler"
  filename         = var.jar
  source_code_hash = filebase64sha256(var.jar)
  memory_size      = 512
  timeout          = 60
  role             = aws_iam_role.audit.arn

  logging_config {
    log_format = "Text"
    log_group  = aws_cloudwatch_log_group.audit.name
  }

  environment {
    variables = {
      AUDIT_EVENT_BUS   = var.event_bus_arn
      AUDIT_GROWN_BYTES = var.grown_bytes
    }
  }
}

resource "aws_lambda_event_source_mapping" "audit" {
  event_source_arn                   = var.stream_arn
  function_name                      = aws_lambda_function.audit.arn
  starting_position                  = "TRIM_HORIZON"
  batch_size                         = 500
  maximum_batching_window_in_seconds = 5
  function_response_types            = ["ReportBatchItemFailures"]
  bisect_batch_on_function_error     = true
  # until an hour before DynamoDB deletes the changes
  maximum_retry_attempts        = -1
  maximum_record_age_in_seconds = 82800

  destination_config {
    on_failure {
      destination_arn = aws_sqs_queue.not_delivered.arn
    }
  }

  depends_on = [aws_iam_role_policy.audit]
}

output "function_name" {
  value = aws_lambda_function.audit.function_name
}

output "log_group_name" {
  value = aws_cloudwatch_log_group.audit.name
}

output "not_delivered_url" {
  value = aws_sqs_queue.not_delivered.url
}
