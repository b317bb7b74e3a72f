variable "debug" {
  type    = string
  default = "0"
}
locals {
  environment = { SHOP_CONFIG = var.stage, FLASK_DEBUG = var.debug }
}
resource "aws_ecs_task_definition" "web" {
  family = "shop-${var.stage}"
  container_definitions = jsonencode([{
    name        = "web"
    image       = "shop:latest"
    command     = ["gunicorn", "wsgi:application"]
    environment = [for name, value in local.environment : { name = name, value = value }]
  }])
}
resource "google_cloud_run_service" "web" {
  name = "shop"
  template {
    spec {
      containers {
        image = "shop"
        args  = ["gunicorn", "wsgi:application"]
        env {
          name  = "FLASK_DEBUG"
          value = var.stage == "dev" ? "1" : "0"
        }
      }
    }
  }
}
