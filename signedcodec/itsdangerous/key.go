package itsdangerous

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"hash"
	"slices"
	"sync"

	"github.com/unsafedecode/unsafedecode/signedcodec/internal/weak"
)

// Digest is the hash of a signature.
type Digest uint8

const (
	SHA256 Digest = iota // the default here
	SHA512
	SHA1 // Python's default; HMAC-SHA1 is unbroken, but refused by FIPS 140 policies
)

func (d Digest) hash() func() hash.Hash {
	switch d {
	case SHA512:
		return sha512.New
	case SHA1:
		return sha1.New
	}
	return sha256.New
}

func (d Digest) check() error {
	if d > SHA1 {
		return fmt.Errorf("itsdangerous: %d is no digest", d)
	}
	return nil
}

// Derivation is how the signing key is derived from the secret and the salt, under the names that Python gives them.
type Derivation uint8

const (
	DjangoConcat Derivation = iota // "django-concat", the default: digest(salt || "signer" || secret)
	Concat                         // "concat": digest(salt || secret)
	HMAC                           // "hmac": HMAC(secret, salt); what Flask uses
	NoDerivation                   // "none": the secret itself; salts then separate nothing
)

func (d Derivation) key(digest Digest, secret []byte, salt string) []byte {
	h := digest.hash()()
	switch d {
	case DjangoConcat:
		h.Write([]byte(salt + "signer"))
		h.Write(secret)
	case Concat:
		h.Write([]byte(salt))
		h.Write(secret)
	case HMAC:
		h = hmac.New(digest.hash(), secret)
		h.Write([]byte(salt))
	case NoDerivation:
		return slices.Clone(secret)
	}
	return h.Sum(nil)
}

// signingKey computes signatures with one derived key. Its states are pooled: setting up an HMAC costs as much as
// signing a short value.
type signingKey struct {
	size   int // of a signature, in bytes
	states *sync.Pool
}

func newSigningKey(key []byte, d Digest) signingKey {
	newHash := d.hash()
	return signingKey{
		size:   newHash().Size(),
		states: &sync.Pool{New: func() any { return hmac.New(newHash, key) }},
	}
}

// sum appends the signature of value.
func (k signingKey) sum(dst, value []byte) []byte {
	h := k.states.Get().(hash.Hash)
	h.Reset()
	h.Write(value)
	dst = h.Sum(dst)
	k.states.Put(h)
	return dst
}

// signingKeys returns the key that signs and those that verify, the signing one first.
func signingKeys(secret []byte, c *config) (keys []signingKey, err error) {
	defer func() {
		if p := recover(); p != nil { // a hash that FIPS 140-only mode forbids, or a key too short for it
			keys, err = nil, fmt.Errorf("itsdangerous: this program's cryptographic policy refuses the digest or the secret: %v", p)
		}
	}()
	secrets := append([][]byte{secret}, c.fallbackSecrets...)
	for i, s := range secrets {
		if weakness := weakness(s); weakness != "" && !c.weak {
			which := "the secret"
			if i > 0 {
				which = fmt.Sprintf("fallback secret %d", i)
			}
			return nil, fmt.Errorf("itsdangerous: %s %s; use 32 random bytes, or AllowWeakSecrets to read old tokens", which, weakness)
		}
	}
	for _, d := range append([]Digest{c.digest}, c.fallbackDigests...) {
		for _, s := range secrets {
			k := newSigningKey(c.derivation.key(d, s, c.salt), d)
			k.sum(nil, nil) // panics now, not when the first token arrives
			keys = append(keys, k)
		}
	}
	return keys, nil
}

// weakness tells what is wrong with a secret, or "".
func weakness(secret []byte) string {
	switch {
	case len(secret) == 0:
		return "is empty"
	case len(secret) < MinSecretBytes:
		return fmt.Sprintf("has %d bytes, needs at least %d", len(secret), MinSecretBytes)
	case weak.Published(secret):
		return "is published, so everybody knows it"
	case weak.Monotonous(secret):
		return "repeats or counts up its bytes"
	}
	return ""
}
