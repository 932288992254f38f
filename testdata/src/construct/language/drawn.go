package language

import (
	crand "crypto/rand"
	"encoding/hex"
	"io"

	"example.com/kinds"
)

func keyDrawn() string {
	b := make([]byte, 10)
	io.ReadFull(crand.Reader, b) // @source(drawn)
	return hex.EncodeToString(b)
}

func usesDrawn() {
	kinds.Key([]byte(keyDrawn())) // @whole(drawn)
}
