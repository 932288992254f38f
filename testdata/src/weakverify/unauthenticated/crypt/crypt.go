// Package crypt decrypts for its callers.
package crypt

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"errors"
)

var errShort = errors.New("short")

// DecryptText decrypts what Decrypt does, in base64.
func DecryptText(text string, key []byte) ([]byte, error) {
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	return Decrypt(b, key)
}

// Decrypt decrypts AES in CBC mode.
func Decrypt(b, key []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	if len(b) < aes.BlockSize {
		return nil, errShort
	}
	plain := make([]byte, len(b))
	cipher.NewCBCDecrypter(block, key[:aes.BlockSize]).CryptBlocks(plain, b)
	return plain, nil
}
