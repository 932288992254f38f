package flows

import (
	"bytes"
	"encoding/gob"
	"net/http"

	"github.com/cockroachdb/pebble"
	"github.com/dgraph-io/badger/v4"
	"github.com/peterbourgon/diskv/v3"
	"github.com/syndtr/goleveldb/leveldb"
)

func load(txn *badger.Txn, p *pebble.DB, l *leveldb.DB, d *diskv.Diskv, key []byte) {
	var v any
	item, _ := txn.Get(key)
	_ = item.Value(func(val []byte) error {
		return gob.NewDecoder(bytes.NewReader(val)).Decode(&v) // want
	})
	copied, _ := item.ValueCopy(nil)
	_ = gob.NewDecoder(bytes.NewReader(copied)).Decode(&v) // want
	data, _, _ := p.Get(key)
	_ = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) // want
	old, _ := l.Get(key, nil)
	_ = gob.NewDecoder(bytes.NewReader(old)).Decode(&v) // want
	file, _ := d.Read("cart")
	_ = gob.NewDecoder(bytes.NewReader(file)).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewReader(key)).Decode(&v)
}

func keep(txn *badger.Txn, p *pebble.DB, l *leveldb.DB, d *diskv.Diskv, r *http.Request) {
	secret, open := []byte(r.Header.Get("Authorization")), []byte(r.Header.Get("Accept-Language"))
	_ = txn.Set([]byte("k"), secret) // want
	_ = txn.Set([]byte("k"), open)
	_ = p.Set([]byte("k"), secret, nil) // want
	_ = p.Set([]byte("k"), open, nil)
	_ = l.Put([]byte("k"), secret, nil) // want
	_ = l.Put([]byte("k"), open, nil)
	_ = d.Write("k", secret) // want
	_ = d.Write("k", open)
}
