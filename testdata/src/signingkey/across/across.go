// Package across signs with constants, by functions and objects of another package.
package across

import (
	"os"

	"github.com/golang-jwt/jwt/v5"

	"signingkey/across/lib"
)

const devKey = "the key of a developer"

func argument(claims jwt.Claims) (string, error) {
	return lib.Issue(claims, []byte(devKey)) // trace: passed to lib.Issue // want "signingkey: hard-coded JWT key, inside Issue: load it"
}

func field(claims jwt.Claims) (string, error) {
	return (&lib.Issuer{Key: []byte(devKey)}).Issue(claims) // want "signingkey: hard-coded JWT key"
}

func constructor() *lib.Issuer {
	return lib.NewIssuer([]byte(devKey)) // trace: passed to lib.NewIssuer // want "signingkey: hard-coded JWT key"
}

var issuer = lib.Issuer{Key: []byte(devKey)} // trace: hard-coded

func variable(claims jwt.Claims) (string, error) {
	return issuer.Issue(claims) // want "signingkey: hard-coded JWT key"
}

func webhook(payload, tag []byte) bool {
	return lib.Valid(payload, tag, []byte(devKey)) // want "signingkey: hard-coded HMAC key, inside Valid"
}

func theirs(claims jwt.Claims) (string, error) {
	return lib.Issue(claims, lib.Default) // want "signingkey: hard-coded JWT key"
}

func returned(claims jwt.Claims) (string, error) {
	return lib.Issue(claims, lib.Fallback()) // want "signingkey: hard-coded JWT key"
}

func config(claims jwt.Claims) (string, error) {
	c := lib.NewConfig()
	return lib.Issue(claims, []byte(c.Secret)) // want "signingkey: hard-coded JWT key"
}

func configOrEnvironment(claims jwt.Claims) (string, error) {
	c := lib.NewConfig()
	if v := os.Getenv("SECRET"); v != "" {
		c.Secret = v
	}
	return lib.Issue(claims, []byte(c.Secret)) // want "signingkey: the JWT key falls back to a hard-coded value"
}

func nothing(claims jwt.Claims) (string, error) {
	return lib.Issue(claims, nil) // want "signingkey: the JWT key is empty"
}

func noBytes(claims jwt.Claims) (string, error) {
	return lib.Issue(claims, []byte{}) // want "signingkey: the JWT key is empty"
}

func middleware() func(string) (*jwt.Token, error) {
	return lib.Middleware(devKey) // want "signingkey: hard-coded JWT key"
}

// The environment's is a secret, and so is what has a label before it.

func environment(claims jwt.Claims) (string, error) {
	return lib.Issue(claims, []byte(os.Getenv("KEY")))
}

func labelled(claims jwt.Claims) (string, error) {
	return lib.Issue(claims, lib.Prefixed(os.Getenv("KEY")))
}

func fromConstructor(claims jwt.Claims) (string, error) {
	return lib.NewIssuer([]byte(os.Getenv("KEY"))).Issue(claims)
}
