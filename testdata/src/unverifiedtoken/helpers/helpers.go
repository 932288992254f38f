// Package helpers reads claims by functions and methods of its own and of another package.
package helpers

import (
	"net/http"
	"strings"

	"github.com/golang-jwt/jwt/v5"

	"unverifiedtoken/helpers/tok"
)

func bearer(r *http.Request) string {
	return strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
}

func claims(text string) (*tok.Claims, error) {
	c := new(tok.Claims)
	_, _, err := jwt.NewParser().ParseUnverified(text, c)
	return c, err
}

func here(r *http.Request) string {
	c, err := claims(bearer(r)) // want "unverifiedtoken: ParseUnverified reads claims of the header of an HTTP request without verifying it, inside claims: parse it with a key function"
	if err != nil {
		return ""
	}
	return c.Subject
}

// Whose rooms they are is what the token says.
func key(r *http.Request, rooms map[string][]string) []string {
	return rooms[tok.Bot(r.URL.Query().Get("token"))] // want "unverifiedtoken: ParseUnverified reads claims of the URL of an HTTP request"
}

func intoParameter(r *http.Request) string {
	var c tok.Claims
	if err := tok.Fill(bearer(r), &c); err != nil { // want "unverifiedtoken: ParseUnverified reads claims of the header"
		return ""
	}
	return c.Subject
}

func method(reader *tok.Reader, r *http.Request) string {
	c, err := reader.Claims(bearer(r)) // want "unverifiedtoken: ParseUnverified reads claims of the header"
	if err != nil {
		return ""
	}
	return c.Subject
}

func branch(r *http.Request) bool {
	var c tok.Claims
	if _, _, err := jwt.NewParser().ParseUnverified(bearer(r), &c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return false
	}
	return c.Subject == "admin"
}

type session struct{ user string }

func field(s *session, r *http.Request) error {
	var c tok.Claims
	if _, _, err := jwt.NewParser().ParseUnverified(bearer(r), &c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return err
	}
	s.user = c.Subject
	return nil
}

func closure(r *http.Request) func() string {
	var c tok.Claims
	if _, _, err := jwt.NewParser().ParseUnverified(bearer(r), &c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return nil
	}
	return func() string { return c.Subject }
}

func goroutine(users chan<- string, r *http.Request) {
	text := bearer(r)
	go func() {
		var c tok.Claims
		if _, _, err := jwt.NewParser().ParseUnverified(text, &c); err == nil { // want "unverifiedtoken: ParseUnverified"
			users <- c.Subject
		}
	}()
}

func handed(r *http.Request, admit func(user string)) error {
	var c tok.Claims
	if _, _, err := jwt.NewParser().ParseUnverified(bearer(r), &c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return err
	}
	admit(c.Subject)
	return nil
}

// That a function is called validate says nothing.
func validateEmail(s string) bool { return strings.Contains(s, "@") }

func named(r *http.Request) string {
	var c tok.Claims
	jwt.NewParser().ParseUnverified(bearer(r), &c) // want "unverifiedtoken: ParseUnverified"
	if !validateEmail(c.Subject) {
		return ""
	}
	return c.Subject
}

// Verified on one path only.
func sometimes(r *http.Request, key []byte, strict bool) string {
	var c tok.Claims
	text := bearer(r)
	jwt.NewParser().ParseUnverified(text, &c) // want "unverifiedtoken: ParseUnverified"
	if strict {
		if _, err := jwt.ParseWithClaims(text, &c, func(*jwt.Token) (any, error) { return key, nil }); err != nil {
			return ""
		}
	}
	return c.Subject
}

// Another token is verified.
func other(r *http.Request, key []byte) string {
	var c tok.Claims
	jwt.NewParser().ParseUnverified(bearer(r), &c) // want "unverifiedtoken: ParseUnverified"
	if _, err := jwt.Parse(r.FormValue("id_token"), func(*jwt.Token) (any, error) { return key, nil }); err != nil {
		return ""
	}
	return c.Subject
}

// Used before it is verified.
func early(r *http.Request, key []byte, audit func(user string)) error {
	var c tok.Claims
	text := bearer(r)
	jwt.NewParser().ParseUnverified(text, &c) // want "unverifiedtoken: ParseUnverified"
	last.user = c.Subject
	_, err := jwt.Parse(text, func(*jwt.Token) (any, error) { return key, nil })
	return err
}

var last session
