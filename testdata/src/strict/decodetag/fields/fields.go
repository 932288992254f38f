// Package fields decodes requests into the types that the program keeps.
package fields

import (
	"encoding/json"
	"net/http"
)

type member struct {
	Name  string `json:"name"`
	Mail  string `json:"mail"`
	Admin bool   // want `decodetag: the body of an HTTP request may set the field Admin, which has no tag among tagged ones: leave it out`
	Notes string
}

type plain struct {
	Name  string
	Admin bool
}

func join(w http.ResponseWriter, r *http.Request) {
	var m member
	if err := json.NewDecoder(r.Body).Decode(&m); err != nil {
		return
	}
	var p plain
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		return
	}
	var o member
	_ = json.NewDecoder(r.Body).Decode(&o) // want `the error of the JSON decode of the body of an HTTP request is dropped and its target used`
	w.Write([]byte(o.Name + m.Name))
}
