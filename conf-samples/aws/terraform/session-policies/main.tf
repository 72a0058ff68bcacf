# What roles may do with the table of HTTP sessions. Attach to a role what it is for, and nothing more.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
  }
}

variable "table_arn" {
  description = "An output of session-table; or the ARN that the table will have if nodes create it"
  type        = string
}

variable "key_arn" {
  description = "ARN of the KMS key of your own that encrypts the table; empty if there is none"
  type        = string
  default     = ""
}

resource "aws_iam_policy" "run" {
  name_prefix = "sessions-run-"
  description = "For nodes that keep sessions"
  policy      = templatefile("${path.module}/../../iam/run.json", { table_arn = var.table_arn })
}

resource "aws_iam_policy" "run_and_create_table" {
  name_prefix = "sessions-run-and-create-table-"
  description = "For nodes that keep sessions and have createTable=true"
  policy      = templatefile("${path.module}/../../iam/run-and-create-table.json", { table_arn = var.table_arn })
}

resource "aws_iam_policy" "operator" {
  name_prefix = "sessions-operator-"
  description = "For people who look after the table and have no business with what sessions hold"
  policy      = templatefile("${path.module}/../../iam/operator.json", { table_arn = var.table_arn })
}

resource "aws_iam_policy" "user_support" {
  name_prefix = "sessions-user-support-"
  description = "For people who list and end sessions of users; it shows what they hold, too"
  policy      = templatefile("${path.module}/../../iam/user-support.json", { table_arn = var.table_arn })
}

resource "aws_iam_policy" "customer_key" {
  count = var.key_arn == "" ? 0 : 1

  name_prefix = "sessions-customer-key-"
  description = "For every role that reads or writes the table, if a key of your own encrypts it"
  policy      = templatefile("${path.module}/../../iam/customer-key.json", { key_arn = var.key_arn })
}

output "run_arn" {
  value = aws_iam_policy.run.arn
}

output "run_and_create_table_arn" {
  value = aws_iam_policy.run_and_create_table.arn
}

output "operator_arn" {
  value = aws_iam_policy.operator.arn
}

output "user_support_arn" {
  value = aws_iam_policy.user_support.arn
}

output "customer_key_arn" {
  value = one(aws_iam_policy.customer_key[*].arn)
}
