package flows

import (
	"bytes"
	"encoding/gob"
	bolt "go.etcd.io/bbolt"
)

func load(b *bolt.Bucket, key []byte) {
	var v any
	_ = gob.NewDecoder(bytes.NewReader(b.Get(key))).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewReader(key)).Decode(&v)
}
