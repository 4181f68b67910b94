module acme.dev/shop

go 1.22

require (
	github.com/stripe/stripe-go/v76 v76.1.0
	github.com/a/b v0.0.1 // indirect
)
require x.y/z v1.0.0
replace a => ../a
