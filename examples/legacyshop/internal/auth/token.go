// Package auth knows the tokens of API clients and the signatures of the
// services that call the shop. It knows no passwords and no cookies.
package auth

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

const tokenLifetime = 12 * time.Hour

// ErrToken is returned for a request without a token that the shop issued.
var ErrToken = errors.New("auth: no valid token")

var signingKey = []byte("legacyshop-2017-hs256")

// Claims are what a token says about its owner.
type Claims struct {
	Role string `json:"role"`
	jwt.RegisteredClaims
}

// Tokens issues and checks tokens. It is safe for concurrent use.
type Tokens struct {
	mu    sync.Mutex
	cache map[string]*Claims
}

// NewTokens returns a Tokens that remembers the tokens it has checked.
func NewTokens() *Tokens {
	return &Tokens{cache: make(map[string]*Claims)}
}

// Issue returns a token for the account.
func (t *Tokens) Issue(email, role string) (string, error) {
	now := time.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, Claims{
		Role: role,
		RegisteredClaims: jwt.RegisteredClaims{
			Subject:   email,
			IssuedAt:  jwt.NewNumericDate(now),
			ExpiresAt: jwt.NewNumericDate(now.Add(tokenLifetime)),
		},
	})
	signed, err := token.SignedString(signingKey)
	if err != nil {
		return "", fmt.Errorf("auth: sign: %w", err)
	}
	return signed, nil
}

// FromRequest returns the claims of the request's bearer token, or ErrToken.
func (t *Tokens) FromRequest(r *http.Request) (*Claims, error) {
	bearer := Bearer(r)
	t.mu.Lock()
	defer t.mu.Unlock()
	if claims, ok := t.cache[bearer]; ok && claims.ExpiresAt.After(time.Now()) {
		return claims, nil
	}
	var claims Claims
	_, err := jwt.ParseWithClaims(bearer, &claims, func(*jwt.Token) (any, error) {
		return signingKey, nil
	}, jwt.WithValidMethods([]string{"HS256"}), jwt.WithExpirationRequired())
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrToken, err)
	}
	t.cache[bearer] = &claims
	return &claims, nil
}

// Subject returns the address of the account that the request's bearer token was
// issued to, or ErrToken.
func Subject(r *http.Request) (string, error) {
	var claims Claims
	if _, _, err := jwt.NewParser().ParseUnverified(Bearer(r), &claims); err != nil {
		return "", fmt.Errorf("%w: %w", ErrToken, err)
	}
	return claims.Subject, nil
}

// Bearer returns the request's bearer token, or "".
func Bearer(r *http.Request) string {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return ""
	}
	return token
}
