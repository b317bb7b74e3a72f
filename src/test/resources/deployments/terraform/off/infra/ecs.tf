variable "debug" {
  default = "0"
}

resource "aws_ecs_task_definition" "shop" {
  family = "shop"
  container_definitions = jsonencode([
    {
      name      = "flask"
      image     = "${aws_ecr_repository.shop.repository_url}:latest"
      essential = true
      environment = [
        { name = "SHOP_DEBUG", value = var.debug }
      ]
    }
  ])
}
