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
