// Package clones encodes and decodes again to copy a value. Whoever wrote the value's fields, the encoding is ours.
package clones

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"net/http"

	"gopkg.in/yaml.v3"
)

type order struct{ Items map[string]int }

func clone(o *order) (*order, error) {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(o); err != nil {
		return nil, err
	}
	var c order
	if err := gob.NewDecoder(&buf).Decode(&c); err != nil {
		return nil, err
	}
	return &c, nil
}

func cloneYAML[T any](v T) (c T, err error) {
	b, err := yaml.Marshal(v)
	if err != nil {
		return c, err
	}
	err = yaml.Unmarshal(b, &c)
	return c, err
}

func handler(w http.ResponseWriter, r *http.Request) {
	var o order
	if err := json.NewDecoder(r.Body).Decode(&o); err != nil {
		return
	}
	c, err := clone(&o)
	if err != nil {
		return
	}
	d, err := cloneYAML(*c)
	if err != nil {
		return
	}
	json.NewEncoder(w).Encode(d)
}
