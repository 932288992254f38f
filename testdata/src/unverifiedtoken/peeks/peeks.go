// Package peeks looks into tokens before they are verified, or to say what was wrong with them.
package peeks

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"

	"github.com/golang-jwt/jwt/v5"
)

var errUnknown = errors.New("unknown issuer")

type keys map[string][]byte

type staff struct {
	Desk string
	jwt.RegisteredClaims
}

type partner struct {
	Company string
	jwt.RegisteredClaims
}

func bearer(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

// The issuer tells which of two kinds of token it is; each is verified in a branch of its own, by another function.
func (k keys) who(r *http.Request) (string, error) {
	raw := bearer(r)
	var peek jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(raw, &peek); err != nil {
		return "", err
	}
	key, ok := k[peek.Issuer]
	if !ok {
		return "", errUnknown
	}
	return k.verify(raw, peek.Issuer, key)
}

func (k keys) verify(raw, issuer string, key []byte) (string, error) {
	fn := func(*jwt.Token) (any, error) { return key, nil }
	if issuer == "staff" {
		var c staff
		if _, err := jwt.ParseWithClaims(raw, &c, fn); err != nil {
			return "", err
		}
		return c.Desk, nil
	}
	var c partner
	if _, err := jwt.ParseWithClaims(raw, &c, fn); err != nil {
		return "", err
	}
	return c.Company, nil
}

func issuer(raw string) string {
	var peek jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(raw, &peek); err != nil {
		return ""
	}
	return peek.Issuer
}

// unverified looks at the dates, too, and leaves the signature to its caller.
func unverified(raw string) (jwt.MapClaims, error) {
	claims := jwt.MapClaims{}
	_, _, err := jwt.NewParser().ParseUnverified(raw, claims)
	if err == nil {
		err = jwt.NewValidator().Validate(claims)
	}
	return claims, err
}

func verified(raw, key string) (jwt.MapClaims, error) {
	token, err := jwt.Parse(raw, func(*jwt.Token) (any, error) { return []byte(key), nil })
	if err != nil {
		return nil, err
	}
	if claims, ok := token.Claims.(jwt.MapClaims); ok && token.Valid {
		return claims, nil
	}
	return nil, errUnknown
}

type record struct{ id, kind, secret string }

// The record that the claims name has a part of the key.
func find(r *http.Request, load func(id string) (*record, error)) (*record, error) {
	raw := r.URL.Query().Get("token")
	claims, err := unverified(raw)
	if err != nil {
		return nil, err
	}
	id, _ := claims["id"].(string)
	kind, _ := claims["type"].(string)
	if id == "" || kind == "" {
		return nil, errUnknown
	}
	rec, err := load(id)
	if err != nil {
		return nil, err
	}
	var secret string
	switch kind {
	case "auth":
		secret = rec.secret
	default:
		return nil, errors.New("unknown type " + kind)
	}
	if _, err := verified(raw, rec.id+secret); err != nil {
		return nil, err
	}
	return rec, nil
}

// The helper looks, this function verifies.
func (k keys) byHelper(r *http.Request) (string, error) {
	raw := bearer(r)
	key, ok := k[issuer(raw)]
	if !ok {
		return "", errUnknown
	}
	var c staff
	if _, err := jwt.ParseWithClaims(raw, &c, func(*jwt.Token) (any, error) { return key, nil }); err != nil {
		return "", err
	}
	return c.Desk, nil
}

// What the token says is in the error, for whoever reads it.
func (k keys) details(r *http.Request) error {
	raw := bearer(r)
	_, err := jwt.Parse(raw, func(*jwt.Token) (any, error) { return k[""], nil })
	if err == nil {
		return nil
	}
	var c jwt.RegisteredClaims
	if _, _, perr := jwt.NewParser().ParseUnverified(raw, &c); perr != nil {
		return err
	}
	return fmt.Errorf("token of %s: %w", c.Subject, err)
}

// It is in a log.
func (k keys) noted(r *http.Request) {
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(bearer(r), &c); err == nil {
		slog.Info("token", "subject", c.Subject)
	}
}

// A parse without a key fails; what is in the token goes into the error.
func (k keys) keyless(r *http.Request) error {
	token, err := jwt.Parse(bearer(r), nil)
	if token != nil {
		return fmt.Errorf("%v: %w", token.Claims, err)
	}
	return err
}
