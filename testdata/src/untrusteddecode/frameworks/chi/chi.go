// Package chi has handlers behind the chi router.
package chi

import (
	"encoding/gob"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/render"
)

type order struct{ ID string }

// A document is whatever elements come.
type document struct {
	Nodes []document `xml:",any"`
}

func routes() http.Handler {
	r := chi.NewRouter()
	r.Get("/order/{order}", param)
	r.Post("/order", func(w http.ResponseWriter, r *http.Request) {
		var o order
		gob.NewDecoder(r.Body).Decode(&o) // want "untrusteddecode"
	})
	return r
}

func param(w http.ResponseWriter, r *http.Request) {
	var o order
	gob.NewDecoder(strings.NewReader(chi.URLParam(r, "order"))).Decode(&o) // want "untrusteddecode"
}

func rendered(w http.ResponseWriter, r *http.Request) {
	var o order
	render.DecodeXML(r.Body, &o)
	render.DecodeJSON(r.Body, &o)
	var d document
	render.DecodeXML(r.Body, &d) // want "untrusteddecode"
}
