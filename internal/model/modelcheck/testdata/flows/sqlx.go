package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/jmoiron/sqlx"
)

func load(db *sqlx.DB, query string) {
	var data []byte
	var v any
	_ = db.Get(&data, query)
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(query)).Decode(&v)
}
