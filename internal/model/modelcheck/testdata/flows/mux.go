package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/gorilla/mux"
	"net/http"
)

func read(w http.ResponseWriter, r *http.Request) {
	var v any
	_ = gob.NewDecoder(bytes.NewBufferString(mux.Vars(r)["cart"])).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(mux.CurrentRoute(r).GetName())).Decode(&v)
}
