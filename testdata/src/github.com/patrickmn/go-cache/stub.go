// Package cache is a stub of github.com/patrickmn/go-cache: the signatures are true, the bodies mean nothing.
package cache

import "time"

// A Cache is a cache.
type Cache struct{ *cache }

type cache struct{ size int }

func New(defaultExpiration, cleanupInterval time.Duration) *Cache { return nil }

func (c *cache) Set(k string, x interface{}, d time.Duration) {}
func (c *cache) SetDefault(k string, x interface{})           {}
func (c *cache) Get(k string) (interface{}, bool)             { return nil, false }
