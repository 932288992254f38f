// Package unauthenticated decodes what a cipher without authentication decrypts.
package unauthenticated

import (
	"bytes"
	"context"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/gob"
	"encoding/json"
	"errors"
	"net/http"
	"os"

	"github.com/redis/go-redis/v9"

	"weakverify/unauthenticated/crypt"
)

var errForged = errors.New("forged")

type session struct{ User string }

type box struct {
	block cipher.Block
	key   []byte
}

// turn is the same in both directions.
func (x *box) turn(b []byte) []byte {
	out := make([]byte, len(b)-16)
	cipher.NewCTR(x.block, b[:16]).XORKeyStream(out, b[16:])
	return out
}

func (x *box) store(ctx context.Context, rdb *redis.Client, id string) (s session, err error) {
	b, err := rdb.Get(ctx, id).Bytes()
	if err != nil || len(b) < 16 {
		return s, errForged
	}
	plain := make([]byte, len(b)-16)
	cipher.NewCTR(x.block, b[:16]).XORKeyStream(plain, b[16:]) // want "weakverify: the value in Redis is decrypted without authentication: use an AEAD such as AES-GCM"
	err = gob.NewDecoder(bytes.NewReader(plain)).Decode(&s)
	return s, err
}

func (x *box) helper(r *http.Request) (s session, err error) {
	c, err := r.Cookie("session")
	if err != nil {
		return s, err
	}
	err = json.Unmarshal(x.turn([]byte(c.Value)), &s) // want "weakverify: the cookie of an HTTP request is decrypted without authentication"
	return s, err
}

func (x *box) file(name string) (s session, err error) {
	b, err := os.ReadFile(name)
	if err != nil || len(b) < 16 {
		return s, errForged
	}
	cipher.NewCBCDecrypter(x.block, b[:16]).CryptBlocks(b[16:], b[16:]) // want "weakverify: the file is decrypted without authentication"
	err = gob.NewDecoder(bytes.NewReader(b[16:])).Decode(&s)
	return s, err
}

func (x *box) otherPackage(r *http.Request) (s session, err error) {
	b, err := crypt.DecryptText(r.FormValue("state"), x.key) // want "weakverify: the URL of an HTTP request is decrypted without authentication, inside Decrypt"
	if err != nil {
		return s, err
	}
	err = json.Unmarshal(b, &s)
	return s, err
}

// Block by block, a forger can swap blocks, too.
func (x *box) blocks(r *http.Request) (s session, err error) {
	b := []byte(r.FormValue("state"))
	for i := 0; i+16 <= len(b); i += 16 {
		x.block.Decrypt(b[i:], b[i:]) // want "weakverify: the URL of an HTTP request is decrypted without authentication"
	}
	err = json.Unmarshal(b, &s)
	return s, err
}

func encrypt(x *box, b []byte) []byte { return x.turn(b) }

// What was decrypted elsewhere is encrypted here for the reply.
func (x *box) reply(w http.ResponseWriter, r *http.Request) {
	w.Write(encrypt(x, []byte(r.FormValue("nonce"))))
}

// The MAC over the cipher text is checked first: encrypt, then MAC.
func (x *box) checked(r *http.Request) (s session, err error) {
	c, err := r.Cookie("session")
	if err != nil || len(c.Value) < 48 {
		return s, errForged
	}
	sum, b := []byte(c.Value)[:32], []byte(c.Value)[32:]
	m := hmac.New(sha256.New, x.key)
	m.Write(b)
	if !hmac.Equal(m.Sum(nil), sum) {
		return s, errForged
	}
	err = json.Unmarshal(x.turn(b), &s)
	return s, err
}

// What is encrypted for a store is not read here.
func (x *box) save(ctx context.Context, rdb *redis.Client, r *http.Request) error {
	note := []byte(r.FormValue("note"))
	cipher.NewCTR(x.block, make([]byte, 16)).XORKeyStream(note, note)
	return rdb.Set(ctx, "note", note, 0).Err()
}
