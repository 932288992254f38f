// Package jwt is a stub of github.com/lestrrat-go/jwx/v2/jwt: the signatures are true, the bodies mean nothing.
package jwt

import "net/http"

type Token interface{ Subject() string }

type ParseOption interface{ parse() }

func Parse(s []byte, options ...ParseOption) (Token, error)         { return nil, nil }
func ParseInsecure(s []byte, options ...ParseOption) (Token, error) { return nil, nil }
func WithVerify(v bool) ParseOption                                 { return nil }
func WithKey(alg string, key interface{}) ParseOption               { return nil }

func ParseRequest(req *http.Request, options ...ParseOption) (Token, error) { return nil, nil }
