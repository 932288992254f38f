package flows

import (
	"encoding/gob"
	"net/http"
	"strings"

	jwt2 "github.com/lestrrat-go/jwx/v2/jwt"
	"github.com/lestrrat-go/jwx/v3/jws"
	"github.com/lestrrat-go/jwx/v3/jwt"
)

func second(r *http.Request) (string, error) {
	t, err := jwt2.ParseInsecure([]byte(r.Header.Get("X-Token"))) // want
	if err != nil {
		return "", err
	}
	return t.Subject(), nil
}

func third(r *http.Request) (jwt.Token, error) {
	t, err := jwt.ParseInsecure([]byte(r.Header.Get("X-Token"))) // want
	return t, err
}

func claims(r *http.Request, key jws.VerifyOption) {
	var v any
	token := r.Header.Get("X-Token")
	_ = gob.NewDecoder(strings.NewReader(token)).Decode(&v) // want
	payload, err := jws.Verify([]byte(token), key)
	if err == nil {
		_ = gob.NewDecoder(strings.NewReader(string(payload))).Decode(&v)
	}
}
