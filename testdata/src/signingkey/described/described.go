// Package described has keys in structures that say of which algorithm and use they are.
package described

import (
	"crypto/x509"

	"github.com/go-jose/go-jose/v4"
)

func parse(der []byte, id string) (*jose.SigningKey, error) {
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return nil, err
	}
	return &jose.SigningKey{Algorithm: jose.ES256, Key: jose.JSONWebKey{Key: key, KeyID: id, Algorithm: "ES256", Use: "sig"}}, nil
}

func signer(der []byte, id string) (jose.Signer, error) {
	key, err := parse(der, id)
	if err != nil {
		return nil, err
	}
	return jose.NewSigner(*key, nil)
}

func shared(id string) (jose.Signer, error) {
	key := jose.JSONWebKey{Key: []byte("a key that everybody has"), KeyID: id, Algorithm: "HS256", Use: "sig"}
	return jose.NewSigner(jose.SigningKey{Algorithm: jose.HS256, Key: key}, nil) // want "signingkey: the JOSE key"
}
