package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/render"
	"net/http"
)

func read(w http.ResponseWriter, r *http.Request) {
	var v any
	_ = gob.NewDecoder(bytes.NewBufferString(chi.URLParam(r, "cart"))).Decode(&v) // want
	_ = render.DecodeXML(r.Body, &v)                                              // want
	_ = render.DecodeXML(bytes.NewBufferString("<cart/>"), &v)
}
