# An Application Load Balancer without stickiness before nodes whose sessions are in DynamoDB.

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40"
    }
  }
}

variable "vpc_id" {
  type = string
}

variable "subnet_ids" {
  type = list(string)
}

variable "security_group_ids" {
  type = list(string)
}

variable "certificate_arn" {
  type = string
}

variable "node_port" {
  type    = number
  default = 8080
}

variable "target_type" {
  description = "ip for ECS and EKS, instance for an Auto Scaling group"
  type        = string
  default     = "ip"
}

variable "health_check_path" {
  description = "Must not ask for a session. Health checks bring no cookie, so it then costs no call"
  type        = string
  default     = "/health"
}

resource "aws_lb" "sessions" {
  load_balancer_type = "application"
  subnets            = var.subnet_ids
  security_groups    = var.security_group_ids

  # Longer than a request waits for the store, so that clients get the node's 503 and not a 504. The connector's
  # keep-alive timeout must be longer still (Tomcat: 20 s, Jetty: 30 s by default), or requests meet a closing
  # connection: a 502
  idle_timeout = 60
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.sessions.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.nodes.arn
  }
}

resource "aws_lb_target_group" "nodes" {
  vpc_id      = var.vpc_id
  target_type = var.target_type
  protocol    = "HTTP"
  port        = var.node_port

  health_check {
    path    = var.health_check_path
    matcher = "200"
    # a dead node gets no more requests after 10 s; not tied to the store: a store that is down would take all nodes out
    interval            = 5
    timeout             = 4
    healthy_threshold   = 2
    unhealthy_threshold = 2
  }

  # any node serves any request of any session; the provider wants a type also where it is off
  stickiness {
    enabled = false
    type    = "lb_cookie"
  }

  # for requests under way, not for sessions: no request outlives the idle timeout without sending something
  deregistration_delay = 60

  # Not least_outstanding_requests: a node that is cut off from DynamoDB may fail faster than others answer, and would
  # then get most of the requests. It also excludes a slow start
  load_balancing_algorithm_type = "round_robin"

  # a JVM that has just started compiles and loads classes
  slow_start = 60
}

# With ECS: load_balancer of the service names the target group, health_check_grace_period_seconds covers the start of the
# JVM, and stopTimeout of the container exceeds the shutdown of Tomcat or Jetty. With an Auto Scaling group:
# target_group_arns; it deregisters an instance and waits for the delay above before it ends it.

output "target_group_arn" {
  value = aws_lb_target_group.nodes.arn
}

output "dns_name" {
  value = aws_lb.sessions.dns_name
}
