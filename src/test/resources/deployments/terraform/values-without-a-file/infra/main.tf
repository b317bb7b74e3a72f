variable "debug" {
  type = string
}

variable "region" {
  default = "europe-west1"
}

resource "google_cloud_run_v2_service" "web" {
  name     = "shop"
  location = var.region
  template {
    containers {
      image = "gcr.io/example/shop"
      env {
        name  = "SHOP_DEBUG"
        value = var.debug
      }
    }
  }
}
