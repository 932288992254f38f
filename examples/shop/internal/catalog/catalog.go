package catalog

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// ErrNotFound is returned for an article or a price list that the shop does not
// have.
var ErrNotFound = errors.New("catalog: not found")

// Catalog is the set of articles. It is safe for concurrent use.
type Catalog struct {
	mu    sync.RWMutex
	items map[string]Item
}

// New returns a catalog of the given articles.
func New(items ...Item) *Catalog {
	c := &Catalog{items: make(map[string]Item, len(items))}
	for _, it := range items {
		c.items[it.SKU] = it
	}
	return c
}

// Items returns the articles in the order of their SKUs.
func (c *Catalog) Items() []Item {
	c.mu.RLock()
	defer c.mu.RUnlock()
	items := make([]Item, 0, len(c.items))
	for _, it := range c.items {
		items = append(items, it)
	}
	slices.SortFunc(items, func(a, b Item) int { return cmp.Compare(a.SKU, b.SKU) })
	return items
}

// Item returns the article with the given SKU, or ErrNotFound.
func (c *Catalog) Item(sku string) (Item, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	it, ok := c.items[sku]
	if !ok {
		return Item{}, ErrNotFound
	}
	return it, nil
}

// Put adds the articles or replaces those with the same SKU. It changes nothing
// if one of them has no SKU or a negative price.
func (c *Catalog) Put(items []Item) error {
	for _, it := range items {
		if it.SKU == "" || it.Price < 0 {
			return fmt.Errorf("catalog: article %q: no SKU or a negative price", it.SKU)
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, it := range items {
		c.items[it.SKU] = it
	}
	return nil
}

// Reprice sets the prices; articles that the shop does not have are left out. It
// returns how many prices it set.
func (c *Catalog) Reprice(prices Prices) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := 0
	for sku, price := range prices {
		if it, ok := c.items[sku]; ok {
			it.Price = price
			c.items[sku] = it
			n++
		}
	}
	return n
}
