// Package supplier knows the service of the wholesaler that fills the shelves:
// what is in stock for a customer, and what was delivered.
package supplier

import (
	"context"
	"encoding/gob"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

const (
	timeout = 10 * time.Second
	maxBody = 1 << 20 // bytes of a reply
)

// Cache keeps replies of the supplier.
type Cache interface {
	Get(ctx context.Context, key string) ([]byte, error)
	Set(ctx context.Context, key string, b []byte, ttl time.Duration) error
}

// Delivery is a number of articles that arrived.
type Delivery struct {
	SKU      string
	Quantity int
	Arrived  time.Time
}

// Client calls the supplier's service.
type Client struct {
	base  *url.URL
	http  *http.Client
	cache Cache
}

// NewClient returns a client for the service at base that keeps replies in cache.
func NewClient(base string, cache Cache) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, fmt.Errorf("supplier: %w", err)
	}
	return &Client{base: u, http: &http.Client{Timeout: timeout}, cache: cache}, nil
}

// Stock asks how many of the article the customer who sent r may order. The
// supplier knows customers by the Authorization that they sent to the shop.
func (c *Client) Stock(r *http.Request, sku string) (*Reply, error) {
	req, err := http.NewRequestWithContext(r.Context(), http.MethodGet, c.base.JoinPath("stock", sku).String(), nil)
	if err != nil {
		return nil, fmt.Errorf("supplier: stock: %w", err)
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Authorization", r.Header.Get("Authorization"))
	if reply, ok := c.lookup(req); ok {
		return reply, nil
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("supplier: stock: %w", err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxBody))
	if err != nil {
		return nil, fmt.Errorf("supplier: stock: %w", err)
	}
	reply := &Reply{Status: resp.StatusCode, Header: resp.Header, RequestHeader: req.Header, Body: body}
	if resp.StatusCode == http.StatusOK {
		if err := c.store(req, reply); err != nil {
			return nil, err
		}
	}
	return reply, nil
}

// Deliveries returns what arrived lately.
func (c *Client) Deliveries(ctx context.Context) ([]Delivery, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base.JoinPath("deliveries").String(), nil)
	if err != nil {
		return nil, fmt.Errorf("supplier: deliveries: %w", err)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fmt.Errorf("supplier: deliveries: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("supplier: deliveries: %s", resp.Status)
	}
	var deliveries []Delivery
	if err := gob.NewDecoder(io.LimitReader(resp.Body, maxBody)).Decode(&deliveries); err != nil {
		return nil, fmt.Errorf("supplier: deliveries: %w", err)
	}
	return deliveries, nil
}
