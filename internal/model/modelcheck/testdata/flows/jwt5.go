package flows

import (
	"net/http"

	"github.com/golang-jwt/jwt/v5"
)

func claims(r *http.Request) (jwt.MapClaims, error) {
	unsafe := jwt.MapClaims{}
	_, _, err := jwt.NewParser().ParseUnverified(r.Header.Get("X-Token"), unsafe) // want
	return unsafe, err
}

func verified(r *http.Request, key jwt.Keyfunc) (jwt.MapClaims, error) {
	token := r.Header.Get("X-Token")
	if _, err := jwt.Parse(token, key); err != nil {
		return nil, err
	}
	verified := jwt.MapClaims{}
	_, _, err := jwt.NewParser().ParseUnverified(token, verified)
	return verified, err
}
