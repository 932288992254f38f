// Package claims believes what a token says.
package claims

import (
	"net/http"
	"strings"

	jose "github.com/go-jose/go-jose/v4/jwt"
	"github.com/golang-jwt/jwt/v5"
	jwx "github.com/lestrrat-go/jwx/v2/jwt"
)

func bearer(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

func subject(r *http.Request) (string, error) {
	var c jwt.RegisteredClaims
	if _, _, err := jwt.NewParser().ParseUnverified(bearer(r), &c); err != nil { // want "unverifiedtoken: ParseUnverified reads claims of the header of an HTTP request without verifying it"
		return "", err
	}
	return c.Subject, nil
}

func ofCookie(r *http.Request) (string, error) {
	cookie, err := r.Cookie("token")
	if err != nil {
		return "", err
	}
	t, err := jose.ParseSigned(cookie.Value, nil)
	if err != nil {
		return "", err
	}
	var c jwt.RegisteredClaims
	if err := t.UnsafeClaimsWithoutVerification(&c); err != nil { // want "unverifiedtoken: UnsafeClaimsWithoutVerification reads claims of the cookie"
		return "", err
	}
	return c.Subject, nil
}

func insecure(r *http.Request) (string, error) {
	t, err := jwx.ParseInsecure([]byte(bearer(r))) // want "unverifiedtoken"
	if err != nil {
		return "", err
	}
	return t.Subject(), nil
}

func switched(r *http.Request) (string, error) {
	t, err := jwx.Parse([]byte(bearer(r)), jwx.WithVerify(false)) // want `unverifiedtoken: jwt.Parse without verification reads claims of the header`
	if err != nil {
		return "", err
	}
	return t.Subject(), nil
}
