// Package imported could verify with a key function of another package.
package imported

import (
	"fmt"
	"net/http"

	"github.com/golang-jwt/jwt/v5"

	"unverifiedtoken/imported/keys"
)

func verified(text string) error {
	_, err := jwt.Parse(text, keys.Of)
	return err
}

func subject(r *http.Request) (string, error) {
	if r.Method != http.MethodPost {
		return "", fmt.Errorf("method: %w", http.ErrNotSupported)
	}
	var c jwt.RegisteredClaims
	jwt.NewParser().ParseUnverified(r.FormValue("token"), &c) // want "unverifiedtoken: ParseUnverified"
	return c.Subject, nil
}

// The name of the package means something else here.
func shadowed(r *http.Request) (string, error) {
	keys := r.Header
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(keys.Get("Authorization"), &c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return "", err
	}
	return c.Subject, nil
}

func given(r *http.Request, keyOf jwt.Keyfunc) (string, error) {
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(r.FormValue("token"), &c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return "", err
	}
	return c.Subject, nil
}
