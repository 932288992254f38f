// Package chacha20poly1305 is a stub of golang.org/x/crypto/chacha20poly1305: the signatures are true, the bodies mean nothing.
package chacha20poly1305

import "crypto/cipher"

func New(key []byte) (cipher.AEAD, error)  { return nil, nil }
func NewX(key []byte) (cipher.AEAD, error) { return nil, nil }
