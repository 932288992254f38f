package fine

import (
	"testing"

	"github.com/golang-jwt/jwt/v5"
)

// Token is for the tests of other packages.
func Token(t testing.TB, claims jwt.Claims) string {
	token, err := jwt.NewWithClaims(jwt.SigningMethodHS256, claims).SignedString([]byte("of the tests"))
	if err != nil {
		t.Fatal(err)
	}
	return token
}
