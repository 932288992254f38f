package flows

import (
	"net/http"

	"github.com/golang-jwt/jwt/v4"
)

func claims(r *http.Request) (jwt.MapClaims, error) {
	unsafe := jwt.MapClaims{}
	_, _, err := new(jwt.Parser).ParseUnverified(r.Header.Get("X-Token"), unsafe) // want
	return unsafe, err
}

func verified(r *http.Request, key jwt.Keyfunc) (jwt.MapClaims, error) {
	token := r.Header.Get("X-Token")
	if _, err := jwt.Parse(token, key); err != nil {
		return nil, err
	}
	verified := jwt.MapClaims{}
	_, _, err := new(jwt.Parser).ParseUnverified(token, verified)
	return verified, err
}
