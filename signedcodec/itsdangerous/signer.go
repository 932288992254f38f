package itsdangerous

import (
	"bytes"
	"crypto/subtle"
)

// A Signer signs byte strings: value, separator, signature. It is safe for concurrent use.
type Signer struct {
	c    *config
	keys []signingKey // the first one signs
}

// NewSigner returns a Signer. The default salt is "itsdangerous.Signer". The error
// tells of a weak secret, or of an option that cannot be used.
func NewSigner(secret []byte, opts ...Option) (*Signer, error) {
	return newSigner(secret, "itsdangerous.Signer", nil, opts)
}

func newSigner(secret []byte, salt string, format Format, opts []Option) (*Signer, error) {
	c, err := newConfig(salt, format, opts)
	if err != nil {
		return nil, err
	}
	keys, err := signingKeys(secret, c)
	if err != nil {
		return nil, err
	}
	c.fallbackSecrets = nil // derived from, and not needed again
	return &Signer{c, keys}, nil
}

// String tells the type; secrets are never printed.
func (s *Signer) String() string { return "itsdangerous.Signer" }

// GoString is String, for %#v.
func (s *Signer) GoString() string { return s.String() }

// Sign returns value with its signature.
func (s *Signer) Sign(value []byte) []byte {
	token := make([]byte, 0, len(value)+len(s.c.sep)+(s.keys[0].size*8+5)/6)
	return s.sign(append(token, value...))
}

// sign appends the separator and the signature of all that is in token.
func (s *Signer) sign(token []byte) []byte {
	var buf [64]byte
	sum := s.keys[0].sum(buf[:0], token)
	return appendBase64(append(token, s.c.sep...), sum)
}

// verified is a byte string whose signature was checked: only verify makes one, and payloads are decoded from nothing else.
type verified []byte

// Unsign returns the signed value, which shares memory with token. Errors: [ErrSignature], [ErrTooLarge].
func (s *Signer) Unsign(token []byte) ([]byte, error) {
	value, err := s.verify(token)
	return value, err
}

func (s *Signer) verify(token []byte) (verified, error) {
	if len(token) > s.c.maxBytes {
		return nil, ErrTooLarge
	}
	i := bytes.LastIndex(token, []byte(s.c.sep))
	if i < 0 {
		return nil, ErrSignature
	}
	value := token[:i:i]
	sig, err := s.c.decodeBase64(token[i+len(s.c.sep):])
	if err != nil {
		return nil, ErrSignature
	}
	var buf [64]byte
	for _, k := range s.keys {
		if k.size == len(sig) && subtle.ConstantTimeCompare(k.sum(buf[:0], value), sig) == 1 {
			return verified(value), nil
		}
	}
	return nil, ErrSignature
}
