// Package dynamic has what only -strict reports: JSON without a schema, and self-describing replies of a peer.
package dynamic

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/http"

	"gopkg.in/yaml.v3"
)

type order struct{ ID string }

func handler(w http.ResponseWriter, r *http.Request) {
	var v any
	var m map[string]any
	var s []any
	var o order
	json.NewDecoder(r.Body).Decode(&v) // want "untrusteddecode"
	json.NewDecoder(r.Body).Decode(&m) // want "untrusteddecode"
	json.NewDecoder(r.Body).Decode(&s) // want "untrusteddecode"
	json.NewDecoder(r.Body).Decode(&o)
}

func reply(url string) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var o order
	var v any
	xml.NewDecoder(resp.Body).Decode(&o)  // want "untrusteddecode"
	yaml.NewDecoder(resp.Body).Decode(&o) // want "untrusteddecode"
	return json.NewDecoder(resp.Body).Decode(&v)
}

func read(b io.Reader, v any) error { return json.NewDecoder(b).Decode(v) }

// A helper's target is what its callers hand in.
func helped(w http.ResponseWriter, r *http.Request) {
	var o order
	var v any
	read(r.Body, &o)
	read(r.Body, &v) // want "untrusteddecode"
}
