// Package proofs has every proof that a program wrote the bytes itself. The package broken has the same code with one
// thing wrong.
package proofs

import (
	"bytes"
	"context"
	"crypto"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/gob"
	"errors"
	"net/http"
	"time"

	"filippo.io/age"
	"github.com/fernet/fernet-go"
	"github.com/golang-jwt/jwt/v5"
	"github.com/gorilla/securecookie"
	"github.com/o1egl/paseto"
	"github.com/redis/go-redis/v9"
	"github.com/tink-crypto/tink-go/v2/tink"
	"github.com/unsafedecode/unsafedecode/signedcodec"
	"golang.org/x/crypto/chacha20poly1305"
	"golang.org/x/crypto/nacl/box"
	"golang.org/x/crypto/nacl/secretbox"
)

type state struct{ User string }

var errForged = errors.New("forged")

type store struct {
	rdb *redis.Client
	key []byte
}

func (s *store) get() ([]byte, error) {
	b, err := s.rdb.Get(context.Background(), "state").Bytes()
	if err == nil && len(b) < 64 {
		err = errForged
	}
	return b, err
}

func decode(b []byte) (v state, err error) {
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&v)
	return v, err
}

func (s *store) mac(b []byte) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write(b)
	return m.Sum(nil)
}

func (s *store) byHMAC() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	tag, payload := b[:32], b[32:]
	if !hmac.Equal(tag, s.mac(payload)) {
		return state{}, errForged
	}
	return decode(payload)
}

func (s *store) byCompare() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	tag, payload := b[:32], b[32:]
	if subtle.ConstantTimeCompare(tag, s.mac(payload)) != 1 {
		return state{}, errForged
	}
	return decode(payload)
}

func (s *store) byEd25519(pub ed25519.PublicKey) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	sig, payload := b[:64], b[64:]
	if !ed25519.Verify(pub, payload, sig) {
		return state{}, errForged
	}
	return decode(payload)
}

func (s *store) byECDSA(pub *ecdsa.PublicKey) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	sig, payload := b[:64], b[64:]
	digest := sha256.Sum256(payload)
	if !ecdsa.VerifyASN1(pub, digest[:], sig) {
		return state{}, errForged
	}
	return decode(payload)
}

func (s *store) byRSA(pub *rsa.PublicKey) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	sig, payload := b[:64], b[64:]
	digest := sha256.Sum256(payload)
	if err := rsa.VerifyPKCS1v15(pub, crypto.SHA256, digest[:], sig); err != nil {
		return state{}, err
	}
	return decode(payload)
}

func (s *store) byPSS(pub *rsa.PublicKey) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	sig, payload := b[:64], b[64:]
	digest := sha256.Sum256(payload)
	if err := rsa.VerifyPSS(pub, crypto.SHA256, digest[:], sig, nil); err != nil {
		return state{}, err
	}
	return decode(payload)
}

func (s *store) byAEAD(aead cipher.AEAD) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	plain, err := aead.Open(nil, b[:12], b[12:], nil)
	if err != nil {
		return state{}, err
	}
	return decode(plain)
}

func (s *store) byChaCha() (state, error) {
	aead, err := chacha20poly1305.NewX(s.key)
	if err != nil {
		return state{}, err
	}
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	plain, err := aead.Open(nil, b[:24], b[24:], nil)
	if err != nil {
		return state{}, err
	}
	return decode(plain)
}

func (s *store) bySecretbox(key *[32]byte) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	var nonce [24]byte
	copy(nonce[:], b)
	plain, ok := secretbox.Open(nil, b[24:], &nonce, key)
	if !ok {
		return state{}, errForged
	}
	return decode(plain)
}

func (s *store) byBox(peer, own *[32]byte) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	var nonce [24]byte
	copy(nonce[:], b)
	plain, ok := box.Open(nil, b[24:], &nonce, peer, own)
	if !ok {
		return state{}, errForged
	}
	return decode(plain)
}

func (s *store) byAge(id age.Identity) (v state, err error) {
	b, err := s.get()
	if err != nil {
		return v, err
	}
	plain, err := age.Decrypt(bytes.NewReader(b), id)
	if err != nil {
		return v, err
	}
	err = gob.NewDecoder(plain).Decode(&v)
	return v, err
}

func (s *store) byTink(aead tink.AEAD) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	plain, err := aead.Decrypt(b, []byte("state"))
	if err != nil {
		return state{}, err
	}
	return decode(plain)
}

func (s *store) byTinkMAC(mac tink.MAC) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	tag, payload := b[:32], b[32:]
	if err := mac.VerifyMAC(tag, payload); err != nil {
		return state{}, err
	}
	return decode(payload)
}

func (s *store) byFernet(keys []*fernet.Key) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	plain := fernet.VerifyAndDecrypt(b, time.Hour, keys)
	if plain == nil {
		return state{}, errForged
	}
	return decode(plain)
}

func (s *store) byPASETO(v2 *paseto.V2) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	var plain []byte
	if err := v2.Decrypt(string(b), s.key, &plain, nil); err != nil {
		return state{}, err
	}
	return decode(plain)
}

func bySecurecookie(sc *securecookie.SecureCookie, r *http.Request) (state, error) {
	c, err := r.Cookie("state")
	if err != nil {
		return state{}, err
	}
	var plain []byte
	if err := sc.Decode("state", c.Value, &plain); err != nil {
		return state{}, err
	}
	return decode(plain)
}

func byDecodeMulti(codecs []securecookie.Codec, r *http.Request) (state, error) {
	c, err := r.Cookie("state")
	if err != nil {
		return state{}, err
	}
	var plain []byte
	if err := securecookie.DecodeMulti("state", c.Value, &plain, codecs...); err != nil {
		return state{}, err
	}
	return decode(plain)
}

func byJWT(key []byte, r *http.Request) (state, error) {
	c, err := r.Cookie("state")
	if err != nil {
		return state{}, err
	}
	var claims jwt.RegisteredClaims
	if _, err := jwt.ParseWithClaims(c.Value, &claims, func(*jwt.Token) (any, error) { return key, nil }); err != nil {
		return state{}, err
	}
	return decode([]byte(claims.Subject))
}

func (s *store) bySignedcodec(signer *signedcodec.Signer) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	payload, err := signer.Verify(nil, b)
	if err != nil {
		return state{}, err
	}
	return decode(payload)
}

func (s *store) byOpenedToken(signer *signedcodec.Signer) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	token, err := signer.For("user").Open(b)
	if err != nil {
		return state{}, err
	}
	return decode(token.Payload)
}

// The engine finds functions that verify and return, and ones that validate.
func (s *store) open(b []byte) ([]byte, error) {
	tag, payload := b[:32], b[32:]
	if !hmac.Equal(tag, s.mac(payload)) {
		return nil, errForged
	}
	return payload, nil
}

func (s *store) byOwnOpen() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	payload, err := s.open(b)
	if err != nil {
		return state{}, err
	}
	return decode(payload)
}

func (s *store) valid(tag, payload []byte) bool { return hmac.Equal(tag, s.mac(payload)) }

func (s *store) byOwnValidator() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	if tag, payload := b[:32], b[32:]; s.valid(tag, payload) {
		return decode(payload)
	}
	return state{}, errForged
}
