package constants

import (
	"crypto/hmac"
	"crypto/sha256"
)

// couponKey signs coupons.
const couponKey = "spring-campaign-2019"

const (
	// Campaign is no key.
	Campaign = "spring"
	// linkKey signs links.
	linkKey = "links"
)

const (
	// orderKey signs orders.
	orderKey = "a key of orders"

	// Orders is no key.
	Orders = "orders"
)

const inArray = "abc"

var table [len(inArray)]int

func Coupon(b []byte) []byte {
	h := hmac.New(sha256.New, []byte(couponKey)) // fix: key
	h.Write(b)
	return h.Sum(nil)
}

func Link(b []byte) []byte {
	h := hmac.New(sha256.New, []byte(linkKey)) // fix: key
	h.Write(b)
	return h.Sum(nil)
}

func Array(b []byte) []byte {
	h := hmac.New(sha256.New, []byte(inArray)) // fix: none
	h.Write(b)
	return h.Sum(nil)
}

// Order signs an order.
func Order(b []byte) []byte {
	h := hmac.New(sha256.New, []byte(orderKey)) // fix: key
	h.Write(b)
	return h.Sum(nil)
}
