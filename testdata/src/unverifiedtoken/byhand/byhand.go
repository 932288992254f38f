// Package byhand takes claims out of tokens with Split, base64 and JSON.
package byhand

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/golang-jwt/jwt/v5"
)

var errToken = errors.New("no token")

type claims struct {
	Subject string `json:"sub"`
	Key     string `json:"kid"`
}

func bearer(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ") // trace: passed through http.Header.Get
}

func split(r *http.Request) (string, error) {
	parts := strings.Split(bearer(r), ".")
	if len(parts) != 3 {
		return "", errToken
	}
	b, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return "", err
	}
	var c claims
	if err := json.Unmarshal(b, &c); err != nil { // want "unverifiedtoken: claims of the header of an HTTP request are decoded by hand without verifying them: parse the token with a key function"
		return "", err
	}
	return c.Subject, nil
}

func payload(text string) (map[string]any, error) {
	parts := strings.SplitN(text, ".", 3)
	if len(parts) != 3 {
		return nil, errToken
	}
	var c map[string]any
	err := json.NewDecoder(base64.NewDecoder(base64.RawURLEncoding, strings.NewReader(parts[1]))).Decode(&c) // trace: reaches JSON
	return c, err
}

func helper(r *http.Request) string {
	cookie, err := r.Cookie("id_token")
	if err != nil {
		return ""
	}
	c, err := payload(cookie.Value) // want "unverifiedtoken: claims of the cookie of an HTTP request are decoded by hand"
	if err != nil {
		return ""
	}
	s, _ := c["sub"].(string)
	return s
}

func cut(r *http.Request) (c claims, err error) {
	_, rest, _ := strings.Cut(r.URL.Query().Get("token"), ".")
	body, _, _ := strings.Cut(rest, ".")
	b, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return c, err
	}
	err = json.Unmarshal(b, &c) // want "unverifiedtoken: claims of the URL of an HTTP request are decoded by hand"
	return c, err
}

// Verified first, then taken apart.
func verified(r *http.Request, key []byte) (c claims, err error) {
	raw := bearer(r)
	if _, err = jwt.Parse(raw, func(*jwt.Token) (any, error) { return key, nil }); err != nil {
		return c, err
	}
	parts := strings.Split(raw, ".")
	b, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		return c, err
	}
	err = json.Unmarshal(b, &c)
	return c, err
}

// The header says which key it is; then the token is verified.
func keyOf(r *http.Request, keys map[string][]byte) error {
	raw := bearer(r)
	head, _, _ := strings.Cut(raw, ".")
	b, err := base64.RawURLEncoding.DecodeString(head)
	if err != nil {
		return err
	}
	var c claims
	if err := json.Unmarshal(b, &c); err != nil {
		return err
	}
	key, ok := keys[c.Key]
	if !ok {
		return errToken
	}
	_, err = jwt.Parse(raw, func(*jwt.Token) (any, error) { return key, nil })
	return err
}

// A format of the program's own, with a MAC of its own.
func own(r *http.Request, key []byte) (c claims, err error) {
	body, tag, ok := strings.Cut(bearer(r), ".")
	m := hmac.New(sha256.New, key)
	m.Write([]byte(body))
	if !ok || !hmac.Equal(m.Sum(nil), []byte(tag)) {
		return c, errToken
	}
	b, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return c, err
	}
	err = json.Unmarshal(b, &c)
	return c, err
}

// No token: what is split is the name of a file.
func name(r *http.Request) (c claims, err error) {
	base, _, _ := strings.Cut(r.URL.Path, ".")
	err = json.Unmarshal([]byte(base), &c)
	return c, err
}
