package helpers

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/golang-jwt/jwt/v5"

	"unverifiedtoken/helpers/tok"
)

type table interface {
	Insert(ctx context.Context, query string, args ...any) error
}

func invite(w http.ResponseWriter, r *http.Request, t table) {
	params := map[string]any{}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<16)).Decode(&params); err == nil {
		accept(r, params, t)
	}
}

// accept gives nothing back: what the token says is spent in it.
func accept(r *http.Request, params map[string]any, t table) {
	text, _ := params["token"].(string)
	c := new(tok.Claims)
	if _, _, err := new(jwt.Parser).ParseUnverified(text, c); err != nil { // want "unverifiedtoken: ParseUnverified reads claims of the body of an HTTP request"
		return
	}
	t.Insert(r.Context(), "INSERT", c.Subject)
}

type page struct{ owner string }

var pages = map[string]*page{}

func pageOf(r *http.Request) *page { return pages[r.URL.Path] }

// owned keeps what the token says in an object of another function, which others know.
func owned(r *http.Request) {
	c := new(tok.Claims)
	if _, _, err := new(jwt.Parser).ParseUnverified(bearer(r), c); err == nil { // want "unverifiedtoken: ParseUnverified"
		pageOf(r).owner = c.Subject
	}
}

type row struct{ Author string }

type orm interface {
	NewInsert() orm
	Model(v any) orm
	Exec(ctx context.Context) (int, error)
}

func author(r *http.Request) (string, error) {
	cookie, err := r.Cookie("session")
	if err != nil {
		return "", err
	}
	c := new(tok.Claims)
	if _, _, err := new(jwt.Parser).ParseUnverified(cookie.Value, c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return "", err
	}
	return c.Subject, nil
}

func fill(r *http.Request, to *row) (bool, error) {
	name, err := author(r)
	if err != nil {
		return false, err
	}
	to.Author = name
	return true, nil
}

// save gives what the token says to an object of a library, by way of two helpers.
func save(r *http.Request, db orm) error {
	var to row
	if ok, err := fill(r, &to); !ok {
		return err
	}
	_, err := db.NewInsert().Model(&to).Exec(r.Context())
	return err
}

func put(ctx context.Context, key any, value string) context.Context {
	return context.WithValue(ctx, key, value)
}

type tenantKey struct{}

// behind hands it to the handler behind it, under a key that the helper does not know.
func behind(w http.ResponseWriter, r *http.Request, next http.Handler) {
	c := new(tok.Claims)
	if _, _, err := new(jwt.Parser).ParseUnverified(bearer(r), c); err == nil { // want "unverifiedtoken: ParseUnverified"
		r = r.WithContext(put(r.Context(), tenantKey{}, c.Subject))
	}
	next.ServeHTTP(w, r)
}

type account struct{ name string }

func (a *account) change(name, password string) (bool, error) {
	a.name = name
	return len(password) > 8, nil
}

// change tells by two results, neither of which is made of the name.
func change(r *http.Request) bool {
	c := new(tok.Claims)
	if _, _, err := new(jwt.Parser).ParseUnverified(bearer(r), c); err != nil { // want "unverifiedtoken: ParseUnverified"
		return false
	}
	var a account
	done, err := a.change(c.Subject, r.FormValue("password"))
	return done && err == nil
}
