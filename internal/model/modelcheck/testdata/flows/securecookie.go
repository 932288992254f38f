package flows

import (
	"encoding/gob"
	"math/rand"
	"net/http"
	"strings"

	"github.com/gorilla/securecookie"
)

func read(r *http.Request, s *securecookie.SecureCookie) {
	var v any
	c, _ := r.Cookie("cart")
	_ = gob.NewDecoder(strings.NewReader(c.Value)).Decode(&v) // want
	var data string
	if s.Decode("cart", c.Value, &data) == nil {
		_ = gob.NewDecoder(strings.NewReader(data)).Decode(&v)
	}
}

func keys() (*securecookie.SecureCookie, *securecookie.SecureCookie) {
	weak := make([]byte, 32)
	rand.Read(weak)
	return securecookie.New(weak, nil), // want
		securecookie.New(securecookie.GenerateRandomKey(32), nil)
}
