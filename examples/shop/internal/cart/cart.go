// Package cart knows what a visitor is about to buy and what it costs. Prices
// are in cents of the shop's currency.
package cart

import (
	"errors"
)

// MaxQuantity is the most of one article that a cart takes.
const MaxQuantity = 100

// ErrQuantity is returned for a quantity below one or above MaxQuantity.
var ErrQuantity = errors.New("cart: quantity out of range")

// Line is one article in the cart, at the price it had when it was put there.
type Line struct {
	SKU      string `json:"sku"`
	Name     string `json:"name"`
	Price    int64  `json:"price"`
	Quantity int    `json:"quantity"`
}

// Cart is a visitor's cart. Discount is in percent.
type Cart struct {
	ID       string `json:"id"`
	Lines    []Line `json:"lines"`
	Discount int    `json:"discount"`
}

// Add puts a line into the cart; an article that is already there gets more.
func (c *Cart) Add(line Line) error {
	if line.Quantity < 1 || line.Quantity > MaxQuantity {
		return ErrQuantity
	}
	for i := range c.Lines {
		if c.Lines[i].SKU == line.SKU {
			if c.Lines[i].Quantity+line.Quantity > MaxQuantity {
				return ErrQuantity
			}
			c.Lines[i].Quantity += line.Quantity
			return nil
		}
	}
	c.Lines = append(c.Lines, line)
	return nil
}

// Total is the sum of the lines less the discount.
func (c *Cart) Total() int64 {
	var sum int64
	for _, l := range c.Lines {
		sum += l.Price * int64(l.Quantity)
	}
	return sum - sum*int64(c.Discount)/100
}
