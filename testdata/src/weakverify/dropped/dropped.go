// Package dropped verifies and does not look at the result.
package dropped

import (
	"crypto"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rsa"
	"errors"
)

var errForged = errors.New("forged")

func mac(tag, want []byte) []byte {
	_ = hmac.Equal(tag, want) // want "weakverify: the result of hmac.Equal is ignored: stop when the verification fails"
	return tag
}

func signature(pub ed25519.PublicKey, b, sig []byte) []byte {
	ed25519.Verify(pub, b, sig) // want "weakverify: the result of ed25519.Verify is ignored"
	return b
}

func pkcs(pub *rsa.PublicKey, digest, sig []byte) []byte {
	_ = rsa.VerifyPKCS1v15(pub, crypto.SHA256, digest, sig) // want "weakverify: the error of rsa.VerifyPKCS1v15 is ignored"
	return digest
}

func fine(pub ed25519.PublicKey, b, sig []byte) ([]byte, error) {
	if !ed25519.Verify(pub, b, sig) {
		return nil, errForged
	}
	return b, nil
}

func returned(pub ed25519.PublicKey, b, sig []byte) bool { return ed25519.Verify(pub, b, sig) }
