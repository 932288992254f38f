package cart

import (
	"errors"
	"fmt"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const couponLifetime = 90 * 24 * time.Hour

// ErrCoupon is returned for a coupon that the shop did not issue, and for one that
// is no longer valid.
var ErrCoupon = errors.New("cart: no such coupon")

// coupon is what the code of a coupon says. Percent is the discount.
type coupon struct {
	Campaign string `json:"campaign"`
	Percent  int    `json:"percent"`
}

// Coupons issues and redeems coupons.
type Coupons struct {
	signer *signedcodec.Signer
}

// NewCoupons returns coupons that are signed with keys.
func NewCoupons(keys signedcodec.KeySource) (*Coupons, error) {
	signer, err := signedcodec.New(keys, "shop/coupon",
		signedcodec.WithMaxAge(couponLifetime), signedcodec.WithMaxBytes(256))
	if err != nil {
		return nil, fmt.Errorf("cart: coupons: %w", err)
	}
	return &Coupons{signer: signer}, nil
}

// Issue returns the code of a coupon of so many percent, 1 to 100.
func (c *Coupons) Issue(campaign string, percent int) (string, error) {
	if percent < 1 || percent > 100 {
		return "", fmt.Errorf("cart: a coupon of %d percent", percent)
	}
	code, err := c.signer.MarshalString(coupon{Campaign: campaign, Percent: percent})
	if err != nil {
		return "", fmt.Errorf("cart: coupon: %w", err)
	}
	return code, nil
}

// Redeem applies the coupon to the cart; the last one redeemed counts.
func (c *Coupons) Redeem(cart *Cart, code string) error {
	var cp coupon
	if err := c.signer.UnmarshalString(code, &cp); err != nil {
		return ErrCoupon
	}
	cart.Discount = cp.Percent
	return nil
}
