package flows

import (
	"encoding/gob"
	"net/http"
	"strings"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

func claims(r *http.Request, key any) (out map[string]any, err error) {
	token, err := jwt.ParseSigned(r.Header.Get("X-Token"), []jose.SignatureAlgorithm{jose.HS256})
	if err != nil {
		return nil, err
	}
	if r.Method == "PUT" {
		err := token.UnsafeClaimsWithoutVerification(&out) // want
		return out, err
	}
	var safe struct{ Cart string }
	if err := token.Claims(key, &safe); err != nil {
		return nil, err
	}
	return out, gob.NewDecoder(strings.NewReader(safe.Cart)).Decode(&out)
}
