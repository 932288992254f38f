// Package generators makes codes with generators of its own.
package generators

import (
	"math/rand"
	"strconv"
	"time"
)

var generator = rand.New(rand.NewSource(time.Now().UnixNano()))

// Code uses one that is made for it.
func Code() string {
	r := rand.New(rand.NewSource(time.Now().UnixNano()))
	return strconv.Itoa(r.Intn(1000000)) // fix: random
}

const limit = 1 << 40

// Long uses the package's.
func Long() string {
	return strconv.FormatInt(generator.Int63n(limit), 36) // fix: random
}

// Roll is a game.
func Roll() int { return generator.Intn(6) }

// Chained uses one in passing.
func Chained() string {
	return strconv.Itoa(rand.New(rand.NewSource(1)).Intn(limit)) // fix: random
}
