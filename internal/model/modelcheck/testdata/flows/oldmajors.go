package flows

import (
	"bytes"
	"encoding/gob"
	"net/http"

	"github.com/boltdb/bolt"
	badger "github.com/dgraph-io/badger/v2"
	"github.com/globalsign/mgo"
	"github.com/go-chi/chi"
	"github.com/labstack/echo"
	"github.com/pelletier/go-toml"
)

func read(c echo.Context, r *http.Request, name string) {
	var v any
	_ = gob.NewDecoder(c.Request().Body).Decode(&v)                               // want
	_ = gob.NewDecoder(bytes.NewBufferString(chi.URLParam(r, "cart"))).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(name)).Decode(&v)
}

type doc struct{ Data []byte }

func load(b *bolt.Bucket, item *badger.Item, q *mgo.Query, key []byte) {
	var v any
	_ = gob.NewDecoder(bytes.NewReader(b.Get(key))).Decode(&v) // want
	data, _ := item.ValueCopy(nil)
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	var d doc
	_ = q.One(&d)
	_ = gob.NewDecoder(bytes.NewReader(d.Data)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewReader(key)).Decode(&v)
	_ = toml.Unmarshal(key, &d)
}
