variable "url" {
  default = "https://api.cloudflare.com/client/v4" # api
}
provisioner "local-exec" {
  command = "curl https://${var.host}/x"
}
