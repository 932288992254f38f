// Package honest has checks that are as they should be.
package honest

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"hash/crc32"
	"io"
	"net/http"

	"github.com/redis/go-redis/v9"

	"weakverify/honest/seal"
)

var errForged = errors.New("forged")

type session struct{ User string }

// A sealed value, checked and stripped by another package.
func sealed(ctx context.Context, rdb *redis.Client, id string) (s session, err error) {
	blob, err := rdb.Get(ctx, id).Bytes()
	if err != nil || !seal.Valid(blob) {
		return s, errForged
	}
	err = gob.NewDecoder(bytes.NewReader(seal.Strip(blob))).Decode(&s)
	return s, err
}

// A CRC after the MAC that covers it finds accidents in the program itself.
func crcAfter(key []byte, r *http.Request) (s session, err error) {
	b, err := io.ReadAll(r.Body)
	if err != nil || len(b) < 4 {
		return s, errForged
	}
	m := hmac.New(sha256.New, key)
	m.Write(b)
	if !hmac.Equal(m.Sum(nil), []byte(r.Header.Get("X-Tag"))) {
		return s, errForged
	}
	if binary.BigEndian.Uint32(b) != crc32.ChecksumIEEE(b[4:]) {
		return s, errForged
	}
	err = gob.NewDecoder(bytes.NewReader(b[4:])).Decode(&s)
	return s, err
}

// The double comparison: both sides are MACs of what was compared.
func blinded(key, nonce []byte, r *http.Request) bool {
	again := func(b []byte) []byte {
		m := hmac.New(sha256.New, nonce)
		m.Write(b)
		return m.Sum(nil)
	}
	m := hmac.New(sha256.New, key)
	m.Write([]byte(r.URL.Path))
	return string(again(m.Sum(nil))) == string(again([]byte(r.Header.Get("X-Tag"))))
}

// Words of a request's body give way to pseudonyms, and the body is compared with what it was.
func rewritten(key []byte, r *http.Request) (body []byte, changed bool) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, 1<<20))
	if err != nil {
		return nil, false
	}
	words := bytes.Fields(raw)
	for i, w := range words {
		if len(w) > 20 {
			h := hmac.New(sha256.New, key)
			h.Write(w)
			words[i] = h.Sum(nil)
		}
	}
	body = bytes.Join(words, []byte(" "))
	return body, !bytes.Equal(body, raw)
}
