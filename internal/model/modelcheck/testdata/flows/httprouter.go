package flows

import (
	"bytes"
	"encoding/gob"
	"github.com/julienschmidt/httprouter"
	"net/http"
)

func read(w http.ResponseWriter, r *http.Request, p httprouter.Params) {
	var v any
	_ = gob.NewDecoder(bytes.NewBufferString(p.ByName("cart"))).Decode(&v) // want
	_ = gob.NewDecoder(bytes.NewBufferString(r.Method)).Decode(&v)
}
