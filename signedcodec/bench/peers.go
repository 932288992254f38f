package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	"aidanwoods.dev/go-paseto"
	"github.com/fernet/fernet-go"
	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/securecookie"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/mac"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const payloadSize = 1024

var (
	payload = bytes.Repeat([]byte("0123456789abcdef"), payloadSize/16)
	secret  = sha256.Sum256([]byte("bench"))

	errMismatch = errors.New("the verified payload is not what was signed")
)

// operation signs the payload and verifies it once.
type operation struct {
	name  string
	bound float64 // at most this multiple of the first operation; 0 for peers
	run   func() error
}

// operations lists the baseline first.
func operations() ([]operation, error) {
	ops := []operation{{"fresh HMAC-SHA256", 0, freshHMAC}, {"reused HMAC-SHA256", 0, reusedHMAC()}}
	signer, err := signedcodec.New(signedcodec.GenerateKey(), "bench", signedcodec.WithoutExpiry())
	if err != nil {
		return nil, err
	}
	ops = append(ops, operation{"signedcodec binary", 0.70, binaryToken(signer)}, operation{"signedcodec text", 1.60, textToken(signer)},
		operation{"  into strings", 0, textStrings(signer)})
	ops = append(ops, operation{"securecookie", 0, secureCookie()}, operation{"golang-jwt HS256", 0, jwtHS256})
	for _, make := range []func() (operation, error){fernetToken, pasetoLocal, tinkMAC} {
		op, err := make()
		if err != nil {
			return nil, err
		}
		ops = append(ops, op)
	}
	for _, op := range ops {
		if err := op.run(); err != nil {
			return nil, fmt.Errorf("%s: %w", op.name, err)
		}
	}
	return ops, nil
}

func freshHMAC() error {
	sign := hmac.New(sha256.New, secret[:])
	sign.Write(payload)
	tag := sign.Sum(nil)
	verify := hmac.New(sha256.New, secret[:])
	verify.Write(payload)
	if !hmac.Equal(verify.Sum(nil), tag) {
		return errMismatch
	}
	return nil
}

// reusedHMAC is the floor: nothing but the hash, on one goroutine.
func reusedHMAC() func() error {
	h := hmac.New(sha256.New, secret[:])
	var tag, again []byte
	return func() error {
		h.Reset()
		h.Write(payload)
		tag = h.Sum(tag[:0])
		h.Reset()
		h.Write(payload)
		again = h.Sum(again[:0])
		if !hmac.Equal(tag, again) {
			return errMismatch
		}
		return nil
	}
}

func binaryToken(s *signedcodec.Signer) func() error {
	var token, out []byte
	return func() (err error) {
		if token, err = s.AppendSign(token[:0], payload); err != nil {
			return err
		}
		if out, err = s.Verify(out[:0], token); err != nil {
			return err
		}
		return same(out)
	}
}

func textToken(s *signedcodec.Signer) func() error {
	var text, out []byte
	return func() (err error) {
		if text, err = s.AppendSignText(text[:0], payload); err != nil {
			return err
		}
		if out, err = s.AppendVerifyText(out[:0], string(text)); err != nil {
			return err
		}
		return same(out)
	}
}

// textStrings allocates a string and a payload, so it pays for their garbage.
func textStrings(s *signedcodec.Signer) func() error {
	return func() error {
		text, err := s.SignText(payload)
		if err != nil {
			return err
		}
		out, err := s.VerifyText(text)
		if err != nil {
			return err
		}
		return same(out)
	}
}

func same(out []byte) error {
	if len(out) != len(payload) {
		return errMismatch
	}
	return nil
}

func secureCookie() func() error {
	c := securecookie.New(secret[:], nil)
	c.SetSerializer(securecookie.NopEncoder{})
	return func() error {
		text, err := c.Encode("bench", payload)
		if err != nil {
			return err
		}
		var out []byte
		if err := c.Decode("bench", text, &out); err != nil {
			return err
		}
		return same(out)
	}
}

type claims struct {
	Data string `json:"d"`
	jwt.RegisteredClaims
}

func jwtHS256() error {
	text, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims{Data: string(payload)}).SignedString(secret[:])
	if err != nil {
		return err
	}
	var out claims
	key := func(*jwt.Token) (any, error) { return secret[:], nil }
	if _, err := jwt.ParseWithClaims(text, &out, key, jwt.WithValidMethods([]string{"HS256"})); err != nil {
		return err
	}
	return same([]byte(out.Data))
}

func fernetToken() (operation, error) {
	key, err := fernet.DecodeKey(base64.StdEncoding.EncodeToString(secret[:]))
	return operation{"fernet-go", 0, func() error {
		token, err := fernet.EncryptAndSign(payload, key)
		if err != nil {
			return err
		}
		return same(fernet.VerifyAndDecrypt(token, time.Hour, []*fernet.Key{key}))
	}}, err
}

func pasetoLocal() (operation, error) {
	key, err := paseto.V4SymmetricKeyFromBytes(secret[:])
	parser := paseto.NewParserWithoutExpiryCheck()
	return operation{"PASETO v4.local", 0, func() error {
		token := paseto.NewToken()
		token.SetString("d", string(payload))
		parsed, err := parser.ParseV4Local(key, token.V4Encrypt(key, nil), nil)
		if err != nil {
			return err
		}
		out, err := parsed.GetString("d")
		if err != nil {
			return err
		}
		return same([]byte(out))
	}}, err
}

func tinkMAC() (operation, error) {
	handle, err := keyset.NewHandle(mac.HMACSHA256Tag256KeyTemplate())
	if err != nil {
		return operation{}, err
	}
	m, err := mac.New(handle)
	return operation{"Tink MAC", 0, func() error {
		tag, err := m.ComputeMAC(payload)
		if err != nil {
			return err
		}
		return m.VerifyMAC(tag, payload)
	}}, err
}
