package flows

import (
	"encoding/hex"
	"math/rand"

	"github.com/antonlindstrom/pgstore"
	"github.com/wader/gormstore/v2"
)

func stores(key []byte) {
	guess := make([]byte, 32)
	rand.Read(guess)
	_, _ = pgstore.NewPGStore("postgres://", []byte(hex.EncodeToString(guess))) // want
	_, _ = pgstore.NewPGStore("postgres://", key)
	_ = gormstore.New(nil, guess) // want
	_ = gormstore.New(nil, key)
}
