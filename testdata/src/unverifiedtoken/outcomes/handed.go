package outcomes

import (
	"net/http"
	"os"

	"github.com/golang-jwt/jwt/v5"
)

func keyOf(*jwt.Token) (any, error) { return []byte(os.Getenv("TOKEN_KEY")), nil }

// parsed leaves it to its caller to look at Valid.
func parsed(raw string) *jwt.Token {
	token, _ := jwt.Parse(raw, keyOf)
	return token
}

func both(raw string) (token *jwt.Token, err error) {
	token, err = jwt.Parse(raw, keyOf)
	return
}

func asks(r *http.Request) string {
	token := parsed(r.Header.Get("Authorization"))
	if claims, ok := token.Claims.(jwt.MapClaims); ok && token.Valid {
		return claims["sub"].(string)
	}
	return ""
}

func asksOfBoth(r *http.Request) string {
	token, _ := both(r.Header.Get("Authorization"))
	if !token.Valid {
		return ""
	}
	return token.Claims.(jwt.MapClaims)["sub"].(string)
}

func asksNothing(r *http.Request) string {
	token := parsed(r.Header.Get("Authorization")) // want "unverifiedtoken: the token that parsed returns is used though nothing asks whether it is valid: look at that first"
	return token.Claims.(jwt.MapClaims)["sub"].(string)
}

func ignores(r *http.Request) string {
	token, _ := both(r.Header.Get("Authorization")) // want "unverifiedtoken: the error of both is ignored"
	return token.Claims.(jwt.MapClaims)["sub"].(string)
}
