// Package silent has hooks that only decode, and decodes that reach none.
package silent

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"time"
)

// A color only decodes.
type color struct{ r, g, b uint8 }

func (c *color) UnmarshalText(b []byte) error {
	if len(b) != 3 {
		return errors.New("not a colour")
	}
	c.r, c.g, c.b = b[0], b[1], b[2]
	return nil
}

// A zone is read from a file that the program names.
type zone struct{ rules []byte }

func (z *zone) UnmarshalText(b []byte) (err error) {
	z.rules, err = os.ReadFile("/etc/localtime")
	return err
}

// A table has as many rows as it has bytes for.
type table struct{ rows []uint64 }

func (t *table) UnmarshalBinary(b []byte) error {
	n, size := binary.Uvarint(b)
	if n > uint64(len(b)-size)/8 {
		return io.ErrUnexpectedEOF
	}
	t.rows = make([]uint64, n)
	return binary.Read(bytes.NewReader(b[size:]), binary.BigEndian, t.rows)
}

// A file is opened when gob decodes it, not when JSON does.
type file struct{ Name string }

func (f *file) GobDecode(b []byte) error {
	_, err := os.ReadFile(string(b))
	return err
}

type target struct {
	Color  color
	Zone   zone
	File   file
	When   time.Time
	Hidden opened `json:"-"`
	opened opened
}

type opened struct{}

func (o *opened) UnmarshalJSON(b []byte) error {
	_, err := os.ReadFile(string(b))
	return err
}

func decode(r *http.Request) (t target, err error) {
	err = json.NewDecoder(r.Body).Decode(&t)
	return t, err
}

func tables(r *http.Request) (t table, err error) {
	err = gob.NewDecoder(r.Body).Decode(&t)
	return t, err
}

// What the program wrote is not outside data.
func verified(r *http.Request, key []byte) (o opened, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		return o, err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write(b[32:])
	if !hmac.Equal(mac.Sum(nil), b[:32]) {
		return o, errors.New("forged")
	}
	err = json.Unmarshal(b[32:], &o)
	return o, err
}

func config(b []byte) (o opened, err error) {
	err = json.Unmarshal(b, &o)
	return o, err
}
