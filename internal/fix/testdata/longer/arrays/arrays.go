// Package arrays draws keys into arrays.
package arrays

import "crypto/rand"

var key [4]byte

func init() {
	if _, err := rand.Read(key[:]); err != nil { // fix: longer
		panic(err)
	}
}

// Key returns the key.
func Key() []byte { return key[:] }
