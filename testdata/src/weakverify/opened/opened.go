// Package opened believes what a cipher without authentication decrypts.
package opened

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
	"net/http"
)

var errShort = errors.New("short")

func decrypt(key []byte, text string) ([]byte, error) {
	b, err := base64.URLEncoding.DecodeString(text)
	if err != nil || len(b) < aes.BlockSize {
		return nil, errShort
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	plain := make([]byte, len(b)-aes.BlockSize)
	cipher.NewCFBDecrypter(block, b[:aes.BlockSize]).XORKeyStream(plain, b[aes.BlockSize:])
	return plain, nil
}

func user(key []byte, r *http.Request) (string, error) {
	c, err := r.Cookie("user")
	if err != nil {
		return "", err
	}
	plain, err := decrypt(key, c.Value) // want "weakverify: the cookie of an HTTP request is decrypted without authentication"
	return string(plain), err
}

func state(block cipher.Block, r *http.Request) []byte {
	b := []byte(r.FormValue("state"))
	if len(b) < 32 {
		return nil
	}
	cipher.NewCBCDecrypter(block, b[:16]).CryptBlocks(b[16:], b[16:]) // want "weakverify"
	return b[16:]
}

// What is encrypted here is checked by whoever decrypts it.
func encrypt(block cipher.Block, r *http.Request) []byte {
	b := []byte(r.FormValue("note"))
	cipher.NewCTR(block, make([]byte, 16)).XORKeyStream(b, b)
	return b
}

func open(aead cipher.AEAD, r *http.Request) ([]byte, error) {
	b := []byte(r.FormValue("state"))
	if len(b) < 12 {
		return nil, errShort
	}
	return aead.Open(nil, b[:12], b[12:], nil)
}

func inside(key []byte, text string) []byte {
	b, _ := base64.URLEncoding.DecodeString(text)
	block, err := aes.NewCipher(key)
	if err != nil || len(b) < aes.BlockSize {
		return nil
	}
	plain := make([]byte, len(b)-aes.BlockSize)
	cipher.NewCFBDecrypter(block, b[:aes.BlockSize]).XORKeyStream(plain, b[aes.BlockSize:])
	return plain
}

// No name says what is done.
func byShape(key []byte, r *http.Request) []byte {
	return inside(key, r.FormValue("state")) // want "weakverify"
}
