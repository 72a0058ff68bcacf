# The DynamoDB table of HTTP sessions, as Dynamosession needs it, and a key of your own that encrypts it.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
  }
}

variable "table_name" {
  description = "The property tableName of the nodes"
  type        = string
  default     = "http-sessions"
}

variable "key_arn" {
  description = "ARN of the KMS key that encrypts the table; empty makes one here"
  type        = string
  default     = ""
}

variable "deletion_protection" {
  description = "Must be false before the table can be deleted"
  type        = bool
  default     = true
}

variable "stream_view_type" {
  description = "Sessions need no stream. Images hold all that is in a session; who reads the stream reads the sessions"
  type        = string
  default     = ""
}

locals {
  key_arn = var.key_arn == "" ? aws_kms_key.sessions[0].arn : var.key_arn
}

resource "aws_kms_key" "sessions" {
  count = var.key_arn == "" ? 1 : 0

  description             = "Encrypts the table ${var.table_name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
  # without a policy of its own the account's IAM policies say who may use it: see ../session-policies

  tags = {
    application = "dynamosession"
  }
}

resource "aws_kms_alias" "sessions" {
  count = var.key_arn == "" ? 1 : 0

  name          = "alias/${var.table_name}"
  target_key_id = aws_kms_key.sessions[0].key_id
}

resource "aws_dynamodb_table" "sessions" {
  name         = var.table_name
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  attribute {
    name = "shard"
    type = "S"
  }

  attribute {
    name = "expires"
    type = "N"
  }

  attribute {
    name = "user"
    type = "S"
  }

  attribute {
    name = "created"
    type = "N"
  }

  global_secondary_index {
    name            = "by-expiry"
    hash_key        = "shard"
    range_key       = "expires"
    projection_type = "KEYS_ONLY"
  }

  global_secondary_index {
    name            = "by-user"
    hash_key        = "user"
    range_key       = "created"
    projection_type = "KEYS_ONLY"
  }

  ttl {
    attribute_name = "ttl"
    enabled        = true
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = local.key_arn
  }

  deletion_protection_enabled = var.deletion_protection

  stream_enabled   = var.stream_view_type != ""
  stream_view_type = var.stream_view_type

  tags = {
    application = "dynamosession"
  }
}

output "table_arn" {
  value = aws_dynamodb_table.sessions.arn
}

output "stream_arn" {
  value = aws_dynamodb_table.sessions.stream_arn
}

output "key_arn" {
  value = local.key_arn
}
