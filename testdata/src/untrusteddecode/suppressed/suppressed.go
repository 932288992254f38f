// Package suppressed has findings that a comment takes away.
package suppressed

import (
	"encoding/gob"
	"net/http"
)

type order struct{ ID string }

func onTheLine(w http.ResponseWriter, r *http.Request) {
	var o order
	gob.NewDecoder(r.Body).Decode(&o) //unsafedecode:ignore untrusteddecode -- behind mutual TLS, the other side is ours
}

func above(w http.ResponseWriter, r *http.Request) {
	var o order
	//unsafedecode:ignore untrusteddecode -- behind mutual TLS, the other side is ours
	gob.NewDecoder(r.Body).Decode(&o)
	gob.NewDecoder(r.Body).Decode(&o) // want "untrusteddecode"
}

//unsafedecode:ignore untrusteddecode -- behind mutual TLS, the other side is ours
func whole(w http.ResponseWriter, r *http.Request) {
	var o order
	gob.NewDecoder(r.Body).Decode(&o)
	gob.NewDecoder(r.Body).Decode(&o)
}
