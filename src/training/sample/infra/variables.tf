variable "stage" {
  default = "production"
}
