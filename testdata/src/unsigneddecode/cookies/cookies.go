// Package cookies decodes what a browser sends back.
package cookies

import (
	"bytes"
	"encoding/base64"
	"encoding/gob"
	"encoding/json"
	"net/http"
	"strings"

	"gopkg.in/yaml.v3"
)

type session struct {
	User string
	Cart []string
}

type look struct {
	Theme string
	Dense bool
}

func read(r *http.Request, name string) ([]byte, error) {
	c, err := r.Cookie(name)
	if err != nil {
		return nil, err
	}
	return base64.URLEncoding.DecodeString(c.Value)
}

func asGob(r *http.Request) (s session, err error) {
	b, err := read(r, "session")
	if err != nil {
		return s, err
	}
	err = gob.NewDecoder(bytes.NewReader(b)).Decode(&s) // want "unsigneddecode: gob decodes the cookie of an HTTP request"
	return s, err
}

func asYAML(r *http.Request) (l look, err error) {
	b, err := read(r, "look")
	if err != nil {
		return l, err
	}
	err = yaml.Unmarshal(b, &l) // want "unsigneddecode"
	return l, err
}

// Who the user is must not be the browser's to say.
func identity(r *http.Request) (s session, err error) {
	b, err := read(r, "session")
	if err != nil {
		return s, err
	}
	err = json.Unmarshal(b, &s) // want `unsigneddecode: JSON decodes the cookie of an HTTP request`
	return s, err
}

func anything(r *http.Request) (m map[string]any, err error) {
	b, err := read(r, "session")
	if err != nil {
		return m, err
	}
	err = json.NewDecoder(strings.NewReader(string(b))).Decode(&m) // want "unsigneddecode"
	return m, err
}

// The look of a page is.
func taste(r *http.Request) (l look, err error) {
	b, err := read(r, "look")
	if err != nil {
		return l, err
	}
	err = json.Unmarshal(b, &l)
	return l, err
}

// What finds a session and opens it is looked up.
type ticket struct {
	SessionID, Secret string
	state             struct{ User string }
}

func lookup(r *http.Request) (t ticket, err error) {
	b, err := read(r, "ticket")
	if err != nil {
		return t, err
	}
	err = json.Unmarshal(b, &t)
	return t, err
}
