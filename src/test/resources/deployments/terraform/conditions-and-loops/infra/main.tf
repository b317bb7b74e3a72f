variable "stage" {
  type    = string
  default = "production"
}

variable "verbose" {
  default = {
    dev  = "1"
    prod = "0"
  }
}

variable "region" {
  type = string
}

locals {
  is_dev = var.stage == "dev"
  environment = {
    SHOP_CONFIG = var.stage
    FLASK_DEBUG = local.is_dev ? "1" : "0"
  }
}

resource "google_cloud_run_service" "web" {
  name     = "shop"
  location = var.region
  template {
    spec {
      containers {
        image = "gcr.io/example/shop"
        env {
          name = "FLASK_DEBUG"
          value = (
            var.stage != "dev"
            ? "0"
            : "1"
          )
        }
      }
    }
  }
}

resource "google_cloud_run_v2_service" "admin" {
  name = "admin"
  template {
    containers {
      image = "gcr.io/example/shop"
      dynamic "env" {
        for_each = local.environment
        content {
          name  = env.key
          value = env.value
        }
      }
    }
  }
}

resource "aws_ecs_task_definition" "api" {
  family = "shop-${var.stage}"
  container_definitions = jsonencode([{
    name        = "api"
    image       = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:${var.stage}"
    environment = [for name, value in local.environment : { name = name, value = value }]
  }])
}

resource "docker_container" "report" {
  name  = "report"
  image = "registry.gitlab.com/example/shop:1"
  env   = ["FLASK_DEBUG=${lookup(var.verbose, var.stage, "0")}"]
}

resource "google_cloud_run_v2_service" "map" {
  name = "map"
  template {
    containers {
      image = "gcr.io/example/shop"
      env {
        name  = "FLASK_DEBUG"
        value = var.verbose[var.stage]
      }
    }
  }
}

resource "google_cloud_run_v2_service" "far" {
  name = "far"
  template {
    containers {
      image = "gcr.io/example/shop"
      env {
        name  = "FLASK_DEBUG"
        value = var.region == "eu" ? "0" : "1"
      }
    }
  }
}

resource "google_cloud_run_v2_service" "proxy" {
  name = "proxy"
  template {
    containers {
      image = "gcr.io/cloudsql-docker/gce-proxy:1.33"
    }
  }
}
