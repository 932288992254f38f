//go:build go1.22

// Package modern is of a version of Go whose math/rand cannot be computed from what it has given, unless it is seeded.
package modern

import (
	"math/rand"
	"strconv"
)

func newToken() string {
	return strconv.FormatInt(rand.Int63(), 36) // want "signingkey: newToken comes from math/rand, which is not for secrets: use crypto/rand"
}

func seededToken(seed int64) string {
	return strconv.FormatInt(rand.New(rand.NewSource(seed)).Int63(), 36) // want "signingkey: seededToken comes from a seeded math/rand and is predictable: use crypto/rand"
}
