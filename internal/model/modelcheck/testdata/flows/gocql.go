package flows

import (
	"bytes"
	"encoding/gob"

	"github.com/gocql/gocql"
)

func load(s *gocql.Session, key []byte) {
	var v any
	var data []byte
	_ = s.Query("SELECT data FROM carts WHERE key = ?", key).Scan(&data)
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewReader(key)).Decode(&v)
}
