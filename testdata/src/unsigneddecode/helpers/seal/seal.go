// Package seal verifies for others.
package seal

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"net/http"
)

// ErrForged is returned for what nobody with the key wrote.
var ErrForged = errors.New("forged")

// A Sealer signs and verifies.
type Sealer struct{ key []byte }

func (s *Sealer) mac(b []byte) []byte {
	m := hmac.New(sha256.New, s.key)
	m.Write(b)
	return m.Sum(nil)
}

// Open returns the payload of what was sealed.
func (s *Sealer) Open(b []byte) ([]byte, error) {
	if len(b) < sha256.Size {
		return nil, ErrForged
	}
	tag, payload := b[:sha256.Size], b[sha256.Size:]
	if !hmac.Equal(tag, s.mac(payload)) {
		return nil, ErrForged
	}
	return payload, nil
}

// Valid reports whether the tag is that of the payload.
func (s *Sealer) Valid(tag, payload []byte) bool { return hmac.Equal(tag, s.mac(payload)) }

// Check is Valid with an error.
func (s *Sealer) Check(tag, payload []byte) error {
	if !s.Valid(tag, payload) {
		return ErrForged
	}
	return nil
}

// Trim looks like Open and verifies nothing.
func (s *Sealer) Trim(b []byte) ([]byte, error) {
	if len(b) < sha256.Size {
		return nil, ErrForged
	}
	return b[sha256.Size:], nil
}

type payloadKey struct{}

// Middleware puts the verified payload of the cookie into the context.
func (s *Sealer) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c, err := r.Cookie("state")
		if err != nil {
			http.Error(w, "no cookie", http.StatusUnauthorized)
			return
		}
		payload, err := s.Open([]byte(c.Value))
		if err != nil {
			http.Error(w, "forged", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), payloadKey{}, payload)))
	})
}

// Payload is what Middleware has verified.
func Payload(ctx context.Context) []byte {
	b, _ := ctx.Value(payloadKey{}).([]byte)
	return b
}
