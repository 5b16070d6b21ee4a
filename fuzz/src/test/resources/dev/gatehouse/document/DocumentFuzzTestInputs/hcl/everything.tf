# a comment
variable "name" { default = "shop" }

resource "aws_s3_bucket" "b" {
  bucket = "${var.name}-logs" // another
  tags = { Name = upper(var.name), "k" : [1, 2.5, true, null] }
  for_each = toset([for x in var.list : x if x != ""])
  text = <<-EOT
    %{ if true }${1 + 2}%{ endif }
  EOT
  dynamic "rule" {
    for_each = []
    content { a = b.c[0].*.d }
  }
}
