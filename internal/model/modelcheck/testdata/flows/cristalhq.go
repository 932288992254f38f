package flows

import (
	"net/http"

	"github.com/cristalhq/jwt/v5"
)

func claims(r *http.Request) string {
	token, err := jwt.ParseNoVerify([]byte(r.Header.Get("X-Token"))) // want
	if err != nil {
		return ""
	}
	return string(token.Claims())
}

func verified(r *http.Request, key jwt.Verifier) string {
	sent := []byte(r.Header.Get("X-Token"))
	if _, err := jwt.Parse(sent, key); err != nil {
		return ""
	}
	token, err := jwt.ParseNoVerify(sent)
	if err != nil {
		return ""
	}
	return string(token.Claims())
}
