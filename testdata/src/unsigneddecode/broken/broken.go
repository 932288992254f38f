// Package broken has the code of package proofs with one thing wrong in each function.
package broken

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
	"encoding/binary"
	"encoding/gob"
	"errors"
	"hash/crc32"
	"io"
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

// The MAC covers other bytes than those that are decoded.
func (s *store) byHMAC() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	tag, payload := b[:32], b[32:]
	if !hmac.Equal(tag, s.mac(payload)) {
		return state{}, errForged
	}
	return decode(b[64:]) // want "unsigneddecode"
}

// The MAC is compared, but one means that it is right.
func (s *store) byCompare() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	tag, payload := b[:32], b[32:]
	if subtle.ConstantTimeCompare(tag, s.mac(payload)) == 1 {
		return state{}, errForged
	}
	return decode(payload) // want "unsigneddecode"
}

// The result is dropped.
func (s *store) byEd25519(pub ed25519.PublicKey) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	sig, payload := b[:64], b[64:]
	_ = ed25519.Verify(pub, payload, sig)
	return decode(payload) // want "unsigneddecode"
}

// The digest is of the signature.
func (s *store) byECDSA(pub *ecdsa.PublicKey) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	sig, payload := b[:64], b[64:]
	digest := sha256.Sum256(sig)
	if !ecdsa.VerifyASN1(pub, digest[:], sig) {
		return state{}, errForged
	}
	return decode(payload) // want "unsigneddecode"
}

// The check comes after the decode.
func (s *store) byRSA(pub *rsa.PublicKey) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	sig, payload := b[:64], b[64:]
	digest := sha256.Sum256(payload)
	v, err := decode(payload) // want "unsigneddecode"
	if err != nil {
		return v, err
	}
	return v, rsa.VerifyPKCS1v15(pub, crypto.SHA256, digest[:], sig)
}

// The other branch is taken.
func (s *store) byPSS(pub *rsa.PublicKey) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	sig, payload := b[:64], b[64:]
	digest := sha256.Sum256(payload)
	if err := rsa.VerifyPSS(pub, crypto.SHA256, digest[:], sig, nil); err == nil {
		return state{}, err
	}
	return decode(payload) // want "unsigneddecode"
}

// The plain text of the cipher is not what is decoded.
func (s *store) byAEAD(aead cipher.AEAD) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	plain, err := aead.Open(nil, b[:12], b[12:], nil)
	if err != nil {
		return state{}, err
	}
	_ = plain
	return decode(b[12:]) // want "unsigneddecode"
}

// Where the bytes do not open, they are taken as they are.
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
		plain = b
	}
	return decode(plain) // want "unsigneddecode"
}

// The sealed part is not what is decoded.
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
	_ = plain
	return decode(b[24:]) // want "unsigneddecode"
}

// Anyone can seal for a public key.
func (s *store) byBox(peer, own *[32]byte) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	var nonce [24]byte
	copy(nonce[:], b)
	plain, ok := box.OpenAnonymous(nil, b[24:], peer, own)
	if !ok {
		return state{}, errForged
	}
	return decode(plain) // want "unsigneddecode"
}

// The source is decoded, not what came out of it.
func (s *store) byAge(id age.Identity) (v state, err error) {
	b, err := s.get()
	if err != nil {
		return v, err
	}
	plain, err := age.Decrypt(bytes.NewReader(b), id)
	if err != nil {
		return v, err
	}
	err = gob.NewDecoder(io.MultiReader(bytes.NewReader(b), plain)).Decode(&v) // want "unsigneddecode"
	return v, err
}

// Anyone can encrypt to a public key.
func (s *store) byTink(aead tink.HybridDecrypt) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	plain, err := aead.Decrypt(b, []byte("state"))
	if err != nil {
		return state{}, err
	}
	return decode(plain) // want "unsigneddecode"
}

// The error is dropped.
func (s *store) byTinkMAC(mac tink.MAC) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	tag, payload := b[:32], b[32:]
	_ = mac.VerifyMAC(tag, payload)
	return decode(payload) // want "unsigneddecode"
}

// What did not verify is taken as it is.
func (s *store) byFernet(keys []*fernet.Key) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	plain := fernet.VerifyAndDecrypt(b, time.Hour, keys)
	if plain == nil {
		plain = b
	}
	return decode(plain) // want "unsigneddecode"
}

// A token that does not open is taken as it is.
func (s *store) byPASETO(v2 *paseto.V2) (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	var plain []byte
	if err := v2.Decrypt(string(b), s.key, &plain, nil); err != nil {
		plain = b
	}
	return decode(plain) // want "unsigneddecode"
}

// The cookie is decoded, not what it holds.
func bySecurecookie(sc *securecookie.SecureCookie, r *http.Request) (state, error) {
	c, err := r.Cookie("state")
	if err != nil {
		return state{}, err
	}
	var plain []byte
	if err := sc.Decode("state", c.Value, &plain); err != nil {
		return state{}, err
	}
	return decode([]byte(c.Value)) // want "unsigneddecode"
}

// Another cookie is decoded.
func byDecodeMulti(codecs []securecookie.Codec, r *http.Request) (state, error) {
	c, err := r.Cookie("state")
	if err != nil {
		return state{}, err
	}
	var plain []byte
	if err := securecookie.DecodeMulti("state", c.Value, &plain, codecs...); err != nil {
		return state{}, err
	}
	other, err := r.Cookie(string(plain))
	if err != nil {
		return state{}, err
	}
	return decode([]byte(other.Value)) // want "unsigneddecode"
}

// The token is parsed and not verified.
func byJWT(r *http.Request) (state, error) {
	c, err := r.Cookie("state")
	if err != nil {
		return state{}, err
	}
	var claims jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(c.Value, &claims); err != nil {
		return state{}, err
	}
	return decode([]byte(claims.Subject)) // want "unsigneddecode"
}

// What was signed for one address is decoded where it does not verify for another.
func (s *store) bySignedcodec(signer *signedcodec.Signer) (v state, err error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	if err := signer.For("state").Unmarshal(b, &v); err != nil {
		return decode(b) // want "unsigneddecode"
	}
	return v, nil
}

func (s *store) open(b []byte) ([]byte, error) {
	tag, payload := b[:32], b[32:]
	if !hmac.Equal(tag, s.mac(payload)) {
		return nil, errForged
	}
	return payload, nil
}

// The error is dropped.
func (s *store) byOwnOpen() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	payload, _ := s.open(b)
	if payload == nil {
		payload = b
	}
	return decode(payload) // want "unsigneddecode"
}

func (s *store) valid(tag, payload []byte) bool { return hmac.Equal(tag, s.mac(payload)) }

// The validator is asked about the tag alone.
func (s *store) byOwnValidator() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	if tag, payload := b[:32], b[32:]; s.valid(tag, tag) {
		return decode(payload) // want "unsigneddecode"
	}
	return state{}, errForged
}

// A checksum, a hash without a key, and a MAC of the id alone prove nothing.
func (s *store) byChecksum() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	sum, payload := b[:4], b[4:]
	if crc32.ChecksumIEEE(payload) != binary.BigEndian.Uint32(sum) {
		return state{}, errForged
	}
	return decode(payload) // want "unsigneddecode"
}

func (s *store) byHash() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	sum, payload := b[:32], b[32:]
	digest := sha256.Sum256(payload)
	if subtle.ConstantTimeCompare(sum, digest[:]) != 1 {
		return state{}, errForged
	}
	return decode(payload) // want "unsigneddecode"
}

func (s *store) byID(id string, tag []byte) (state, error) {
	if !hmac.Equal(tag, s.mac([]byte(id))) {
		return state{}, errForged
	}
	b, err := s.rdb.Get(context.Background(), id).Bytes()
	if err != nil {
		return state{}, err
	}
	return decode(b) // want "unsigneddecode"
}

// Without a key the bytes go through as they are.
func (s *store) optional() (state, error) {
	b, err := s.get()
	if err != nil {
		return state{}, err
	}
	if s.key != nil {
		if b, err = s.open(b); err != nil {
			return state{}, err
		}
	}
	return decode(b) // want "unsigneddecode"
}
