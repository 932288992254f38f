// Package types leads from targets to hooks by every kind of type.
package types

import (
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"os"
)

type file struct{ text []byte }

func (f *file) open(name string) (err error) {
	f.text, err = os.ReadFile(name)
	return err
}

func (f *file) UnmarshalText(b []byte) error   { return f.open(string(b)) }
func (f *file) UnmarshalBinary(b []byte) error { return f.open(string(b)) }

type key string

func (k *key) UnmarshalText(b []byte) error { return os.Remove(string(b)) }

type box[T any] struct {
	Value T
	Next  *box[T]
}

type base struct{ file }

type outer struct {
	base
	Name string
}

type shape interface{ Area() int }

type square struct{ Source file }

func (square) Area() int { return 0 }

type drawing struct{ Shapes []shape }

func init() { gob.Register(&square{}) }

func pointers(r *http.Request) (v map[string][]**file, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*file\).UnmarshalText, which opens a file`
	return v, err
}

func keys(r *http.Request) (v map[key]int, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*key\).UnmarshalText, which removes a file`
	return v, err
}

func generic(r *http.Request) (v box[[2]file], err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*file\).UnmarshalText, which opens a file`
	return v, err
}

func embedded(r *http.Request) (v outer, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*file\).UnmarshalText, which opens a file`
	return v, err
}

func registered(r *http.Request) (v drawing, err error) {
	err = gob.NewDecoder(r.Body).Decode(&v) // want `runs \(\*file\).UnmarshalBinary, which opens a file`
	return v, err
}

func attributes(r *http.Request) (err error) {
	var v struct {
		Source file `xml:"src,attr"`
	}
	return xml.NewDecoder(r.Body).Decode(&v) // want `runs \(\*file\).UnmarshalText, which opens a file`
}

// A hook chooses the type of the rest by a field of the input.
type envelope struct{ content any }

func (e *envelope) UnmarshalJSON(b []byte) error {
	var kind struct{ Kind string }
	if err := json.Unmarshal(b, &kind); err != nil {
		return err
	}
	switch kind.Kind {
	case "square":
		e.content = new(square)
	default:
		var s struct{ Source file }
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		e.content = s
	}
	return nil
}

func chosen(r *http.Request) (v []envelope, err error) {
	err = json.NewDecoder(r.Body).Decode(&v) // want `runs \(\*envelope\).UnmarshalJSON, which opens a file`
	return v, err
}

// What a helper is given is not known by its parameter's type: not every registered type stands behind it.
func load(r *http.Request, v any) error { return gob.NewDecoder(r.Body).Decode(v) }

func loaded(r *http.Request) (n struct{ Name string }, err error) {
	err = load(r, &n)
	return n, err
}
