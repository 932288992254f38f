// Package derived makes keys of a secret and of what says what they are for, by append, in a function of their own.
package derived

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"os"
)

type sealed struct {
	key  []byte
	data string
}

// key has a random part, whatever the data says.
func (s *sealed) derive(key []byte) []byte {
	var all []byte
	all = append(all, key...)
	if s.data != "" {
		all = append(all, []byte(s.data)...)
	}
	all = append(all, key...)
	sum := sha256.Sum256(all)
	return sum[:]
}

func (s *sealed) seal(text []byte) ([]byte, error) {
	key := make([]byte, 32)
	if _, err := rand.Read(key); err != nil {
		return nil, err
	}
	s.key = key
	block, err := aes.NewCipher(s.derive(key))
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return gcm.Seal(nil, make([]byte, gcm.NonceSize()), text, nil), nil
}

func (s *sealed) open(text []byte) ([]byte, error) {
	block, err := aes.NewCipher(s.derive(s.key))
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return gcm.Open(nil, make([]byte, gcm.NonceSize()), text, nil)
}

func save(r *http.Request) ([]byte, error) {
	s := &sealed{data: "configuration"}
	return s.seal([]byte(r.FormValue("password")))
}

func load(name string, key []byte) ([]byte, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	s := &sealed{key: key, data: "configuration"}
	return s.open(text)
}

type drawn struct{ secret []byte }

// use wipes the key behind it: that is no key.
func (d *drawn) use(text []byte) ([]byte, error) {
	block, err := aes.NewCipher(d.secret)
	if err != nil {
		return nil, err
	}
	d.secret = nil
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return gcm.Open(nil, make([]byte, gcm.NonceSize()), text, nil)
}

func twice(name string, key []byte) ([]byte, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	d := &drawn{key}
	if b, err := d.use(text); err == nil {
		return b, nil
	}
	return d.use(text)
}
