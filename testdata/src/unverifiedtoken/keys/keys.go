// Package keys has key functions that let too much in.
package keys

import (
	"crypto/rsa"

	"github.com/golang-jwt/jwt/v5"
)

type ring struct {
	shared []byte
	public *rsa.PublicKey
}

func (k *ring) none(t *jwt.Token) (any, error) {
	return jwt.UnsafeAllowNoneSignatureType, nil // want "unverifiedtoken: the algorithm none is allowed, so a token needs no signature"
}

func (k *ring) both(t *jwt.Token) (any, error) { // want "unverifiedtoken: the key function accepts shared secrets and public keys"
	if t.Header["kid"] == "partner" {
		return k.public, nil
	}
	return k.shared, nil
}

func (k *ring) looks(t *jwt.Token) (any, error) {
	if t.Method.Alg() == "RS256" {
		return k.public, nil
	}
	return k.shared, nil
}
