// Package entries has small structs that are put into a cache in the process.
package entries

import (
	"time"

	"github.com/patrickmn/go-cache"
)

type entry struct {
	token   string
	expires time.Time
}

type server struct {
	Name, Addr, Region, Zone, Owner, Class, Image, State, Note string
	Token                                                      string
}

func direct(c *cache.Cache, id, t string) {
	c.Set(id, entry{token: t}, time.Hour) // want "field token of entry stored in plaintext in the in-process cache of go-cache"
}

func makeEntry(t string) *entry { return &entry{token: t, expires: time.Now()} }

func made(c *cache.Cache, id, t string) {
	c.Set(id, makeEntry(t), time.Hour) // want "field token of entry stored in plaintext in the in-process cache of go-cache"
}

func object(c *cache.Cache, id, t string) {
	c.Set(id, &server{Name: id, Token: t}, time.Hour)
}

func held(c *cache.Cache, id string, e *entry) {
	c.Set(id, e, time.Hour)
}

// A Cache keeps values wherever its implementation does.
type Cache interface {
	Set(key string, value any, expires time.Duration) error
}

type TokenReply struct {
	AccessToken  string `json:"access_token"`
	RefreshToken string `json:"refresh_token"`
	ExpiresIn    int    `json:"expires_in"`
}

type TokenCount struct{ Tokens, Words int }

type client struct{ cache Cache }

func (c *client) Cache() Cache { return c.cache }

func (c *client) keep(t *TokenReply) error {
	return c.Cache().Set("token", t, time.Hour) // want "field AccessToken of TokenReply, encoded, stored in plaintext in a cache"
}

func (c *client) others(s *server, n TokenCount) {
	c.cache.Set("server", s, time.Hour)
	c.cache.Set("count", n, time.Hour)
}
