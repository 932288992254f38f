// Package keys has the key of tokens.
package keys

import "github.com/golang-jwt/jwt/v5"

var key []byte

// Of returns the key of a token.
func Of(*jwt.Token) (any, error) { return key, nil }
