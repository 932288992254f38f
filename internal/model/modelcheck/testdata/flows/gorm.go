package flows

import (
	"bytes"
	"encoding/gob"
	"gorm.io/gorm"
)

type cart struct{ Data []byte }

func load(db *gorm.DB) {
	var c, fresh cart
	var v any
	db.First(&c)
	_ = gob.NewDecoder(bytes.NewReader(c.Data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewReader(fresh.Data)).Decode(&v)
}
