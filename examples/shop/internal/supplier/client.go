// Package supplier knows the service of the wholesaler that fills the shelves:
// what is in stock for a customer, and what was delivered.
package supplier

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/unsafedecode/unsafedecode/signedcodec"
	"github.com/unsafedecode/unsafedecode/signedcodec/redact"
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
	SKU      string    `json:"sku"`
	Quantity int       `json:"quantity"`
	Arrived  time.Time `json:"arrived"`
}

// Client calls the supplier's service.
type Client struct {
	base   *url.URL
	http   *http.Client
	cache  Cache
	codec  signedcodec.Codec[Reply]
	redact *redact.Redactor
}

// NewClient returns a client for the service at base that keeps replies in cache,
// signed with keys, under keyed hashes with cacheKey, of at least 32 bytes.
func NewClient(base string, cache Cache, keys signedcodec.KeySource, cacheKey []byte) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil {
		return nil, fmt.Errorf("supplier: %w", err)
	}
	signer, err := signedcodec.New(keys, "shop/supplier", signedcodec.WithMaxAge(keepReplies))
	if err != nil {
		return nil, fmt.Errorf("supplier: %w", err)
	}
	redactor, err := redact.New(redact.WithKey(cacheKey))
	if err != nil {
		return nil, fmt.Errorf("supplier: %w", err)
	}
	return &Client{
		base:   u,
		http:   &http.Client{Timeout: timeout},
		cache:  cache,
		codec:  signedcodec.NewCodec[Reply](signer),
		redact: redactor,
	}, nil
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
	reply := &Reply{Status: resp.StatusCode, Header: resp.Header, Body: body}
	if reply.storable() {
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
	if err := json.NewDecoder(io.LimitReader(resp.Body, maxBody)).Decode(&deliveries); err != nil {
		return nil, fmt.Errorf("supplier: deliveries: %w", err)
	}
	return deliveries, nil
}
