package flows

import (
	"encoding/gob"
	"net/http"
	"strings"

	"github.com/urfave/negroni/v3"
)

func stack(name string) *negroni.Negroni {
	n := negroni.New()
	n.UseFunc(func(w http.ResponseWriter, r *http.Request, next http.HandlerFunc) {
		var v any
		_ = gob.NewDecoder(r.Body).Decode(&v) // want
		_ = gob.NewDecoder(strings.NewReader(name)).Decode(&v)
		next(w, r)
	})
	return n
}
