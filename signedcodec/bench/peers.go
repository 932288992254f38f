package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"time"
	"unsafe"

	"aidanwoods.dev/go-paseto"
	"github.com/fernet/fernet-go"
	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/securecookie"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/mac"

	"github.com/unsafedecode/unsafedecode/signedcodec"
)

const (
	payloadSize = 1 << 10
	largeSize   = 64 << 10
)

var (
	payload = bytes.Repeat([]byte("0123456789abcdef"), payloadSize/16)
	large   = bytes.Repeat([]byte("0123456789abcdef"), largeSize/16)
	secret  = sha256.Sum256([]byte("bench"))

	errMismatch = errors.New("the verified payload is not what was signed")
)

// operation signs the payload and verifies it once.
type operation struct {
	name  string
	bound float64 // at most this multiple of the first operation; 0 for peers
	run   func() error

	overFloor bool // or at most overFloor more than the second one
}

// operations lists the baseline first.
func operations() ([]operation, error) {
	ops := []operation{{name: "fresh HMAC-SHA256", bound: 0, run: freshHMAC(payload)}, {name: "reused HMAC-SHA256", bound: 0, run: reusedHMAC(payload)}}
	signer, sealer, err := signers()
	if err != nil {
		return nil, err
	}
	ops = append(ops, operation{name: "signedcodec binary", bound: 0.60, run: openedToken(signer, payload), overFloor: true}, operation{name: "  into a buffer", bound: 0.70, run: binaryToken(signer, payload)},
		operation{name: "signedcodec sealed", bound: 0.45, run: binaryToken(sealer, payload)}, operation{name: "  into new memory", bound: 0, run: openedToken(sealer, payload)},
		operation{name: "signedcodec text", bound: 1.60, run: textToken(signer, payload)}, operation{name: "  into strings", bound: 0, run: textStrings(signer)},
		operation{name: "  sealed, as text", bound: 0, run: textToken(sealer, payload)})
	ops = append(ops, operation{name: "securecookie", bound: 0, run: secureCookie()}, operation{name: "golang-jwt HS256", bound: 0, run: jwtHS256})
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

// signers sign and seal raw payloads.
func signers() (signer, sealer *signedcodec.Signer, err error) {
	key := signedcodec.GenerateKey()
	signer, err = signedcodec.New(key, "bench", signedcodec.WithoutExpiry(), signedcodec.WithFormat(signedcodec.Raw))
	if err != nil {
		return nil, nil, err
	}
	sealer, err = signedcodec.New(key, "bench", signedcodec.WithoutExpiry(), signedcodec.WithFormat(signedcodec.Raw), signedcodec.WithEncryption())
	return signer, sealer, err
}

// largeOperations are those of 64 KiB.
func largeOperations() ([]operation, error) {
	signer, sealer, err := signers()
	if err != nil {
		return nil, err
	}
	return []operation{
		{name: "fresh HMAC-SHA256", bound: 0, run: freshHMAC(large)}, {name: "reused HMAC-SHA256", bound: 0, run: reusedHMAC(large)},
		{name: "signedcodec binary", bound: 0, run: openedToken(signer, large)}, {name: "  into a buffer", bound: 0, run: binaryToken(signer, large)},
		{name: "signedcodec sealed", bound: 0, run: binaryToken(sealer, large)}, {name: "signedcodec text", bound: 2.00, run: textToken(signer, large)},
	}, nil
}

func freshHMAC(payload []byte) func() error {
	return func() error {
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
}

// reusedHMAC is the floor: nothing but the hash, on one goroutine.
func reusedHMAC(payload []byte) func() error {
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

// openedToken takes the payload where it lies in the token.
func openedToken(s *signedcodec.Signer, payload []byte) func() error {
	var token []byte
	return func() (err error) {
		if token, err = s.AppendSign(token[:0], payload); err != nil {
			return err
		}
		v, err := s.Open(token)
		if err != nil {
			return err
		}
		return same(v.Payload, payload)
	}
}

func binaryToken(s *signedcodec.Signer, payload []byte) func() error {
	var token, out []byte
	return func() (err error) {
		if token, err = s.AppendSign(token[:0], payload); err != nil {
			return err
		}
		if out, err = s.Verify(out[:0], token); err != nil {
			return err
		}
		return same(out, payload)
	}
}

func textToken(s *signedcodec.Signer, payload []byte) func() error {
	var text, out []byte
	return func() (err error) {
		if text, err = s.AppendSignText(text[:0], payload); err != nil {
			return err
		}
		// A text arrives as a string; to make one here is no part of the work.
		if out, err = s.AppendVerifyText(out[:0], unsafe.String(unsafe.SliceData(text), len(text))); err != nil {
			return err
		}
		return same(out, payload)
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
		return same(out, payload)
	}
}

func same(out, payload []byte) error {
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
		return same(out, payload)
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
	return same([]byte(out.Data), payload)
}

func fernetToken() (operation, error) {
	key, err := fernet.DecodeKey(base64.StdEncoding.EncodeToString(secret[:]))
	return operation{name: "fernet-go", bound: 0, run: func() error {
		token, err := fernet.EncryptAndSign(payload, key)
		if err != nil {
			return err
		}
		return same(fernet.VerifyAndDecrypt(token, time.Hour, []*fernet.Key{key}), payload)
	}}, err
}

func pasetoLocal() (operation, error) {
	key, err := paseto.V4SymmetricKeyFromBytes(secret[:])
	parser := paseto.NewParserWithoutExpiryCheck()
	return operation{name: "PASETO v4.local", bound: 0, run: func() error {
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
		return same([]byte(out), payload)
	}}, err
}

func tinkMAC() (operation, error) {
	handle, err := keyset.NewHandle(mac.HMACSHA256Tag256KeyTemplate())
	if err != nil {
		return operation{}, err
	}
	m, err := mac.New(handle)
	return operation{name: "Tink MAC", bound: 0, run: func() error {
		tag, err := m.ComputeMAC(payload)
		if err != nil {
			return err
		}
		return m.VerifyMAC(tag, payload)
	}}, err
}
