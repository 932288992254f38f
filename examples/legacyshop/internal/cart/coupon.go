package cart

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrCoupon is returned for a coupon that the shop did not issue.
var ErrCoupon = errors.New("cart: no such coupon")

const couponKey = "spring-campaign-2019"

// IssueCoupon returns the code of a coupon of so many percent, such as
// "SPRING-15-4f1c...".
func IssueCoupon(campaign string, percent int) string {
	terms := fmt.Sprintf("%s-%d", campaign, percent)
	return terms + "-" + hex.EncodeToString(couponMAC(terms))
}

// Redeem applies the coupon to the cart; the last one redeemed counts.
func (c *Cart) Redeem(code string) error {
	i := strings.LastIndexByte(code, '-')
	if i < 0 {
		return ErrCoupon
	}
	terms := code[:i]
	sum, err := hex.DecodeString(code[i+1:])
	if err != nil {
		return ErrCoupon
	}
	if !bytes.Equal(sum, couponMAC(terms)) {
		return ErrCoupon
	}
	percent, err := strconv.Atoi(terms[strings.LastIndexByte(terms, '-')+1:])
	if err != nil || percent < 1 || percent > 100 {
		return ErrCoupon
	}
	c.Discount = percent
	return nil
}

func couponMAC(terms string) []byte {
	mac := hmac.New(sha256.New, []byte(couponKey))
	mac.Write([]byte(terms))
	return mac.Sum(nil)
}
