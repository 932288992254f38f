// Package libraries reads tokens by other libraries than the commonest.
package libraries

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	ginjwt "github.com/appleboy/gin-jwt/v2"
	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/kataras/jwt"
	jwx "github.com/lestrrat-go/jwx/jwt"
)

var errUnknown = errors.New("unknown issuer")

type claims struct{ Issuer, Subject string }

func bearer(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

func decoded(r *http.Request) (c claims, err error) {
	t, err := jwt.Decode([]byte(bearer(r))) // want "unverifiedtoken: jwt.Decode reads claims of the header of an HTTP request without verifying it: parse it with a key function"
	if err != nil {
		return c, err
	}
	err = t.Claims(&c)
	return c, err
}

// The issuer chooses the key.
func byIssuer(alg jwt.Alg, keys map[string][]byte, r *http.Request) (c claims, err error) {
	raw := []byte(bearer(r))
	t, err := jwt.Decode(raw)
	if err != nil {
		return c, err
	}
	var peek claims
	if err := json.Unmarshal(t.Payload, &peek); err != nil {
		return c, err
	}
	key, ok := keys[peek.Issuer]
	if !ok {
		return c, errUnknown
	}
	v, err := jwt.Verify(alg, key, raw)
	if err != nil {
		return c, err
	}
	err = v.Claims(&c)
	return c, err
}

func withoutKey(r *http.Request) (string, error) {
	t, err := jwx.ParseString(bearer(r), jwx.WithValidate(true)) // want "unverifiedtoken: jwt.Parse without a key reads claims of the header of an HTTP request"
	if err != nil {
		return "", err
	}
	return t.Subject(), nil
}

func withKey(r *http.Request, key []byte) (string, error) {
	t, err := jwx.ParseString(bearer(r), jwx.WithVerify("HS256", key))
	if err != nil {
		return "", err
	}
	return t.Subject(), nil
}

func middleware(mw *ginjwt.GinJWTMiddleware, r *http.Request) ginjwt.MapClaims {
	t, _ := mw.ParseTokenString(bearer(r)) // want "unverifiedtoken: the error of .*ParseTokenString is ignored and the token is used unverified"
	return ginjwt.ExtractClaimsFromToken(t)
}

func provider(ctx context.Context, v *oidc.IDTokenVerifier, r *http.Request) (string, error) {
	t, err := v.Verify(ctx, bearer(r))
	if err != nil {
		return "", err
	}
	return t.Subject, nil
}
