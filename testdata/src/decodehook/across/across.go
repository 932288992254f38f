// Package across decodes the types of another package, and has hooks that call its functions.
package across

import (
	"encoding/json"
	"net/http"

	"decodehook/lib"
)

func batch(r *http.Request) (b lib.Batch, err error) {
	err = json.NewDecoder(r.Body).Decode(&b) // want `runs \(\*lib.Job\).UnmarshalJSON, which runs a command`
	return b, err
}

type flusher struct{ On bool }

func (f *flusher) UnmarshalJSON(b []byte) error {
	lib.Flush()
	return nil
}

func flush(r *http.Request) (f flusher, err error) {
	err = json.NewDecoder(r.Body).Decode(&f) // want `runs \(\*flusher\).UnmarshalJSON, which runs a command`
	return f, err
}

type text []byte

func (t *text) UnmarshalText(b []byte) (err error) {
	*t, err = lib.Open(string(b))
	return err
}

func texts(r *http.Request) (t struct{ Body text }, err error) {
	err = json.NewDecoder(r.Body).Decode(&t) // want `runs \(\*text\).UnmarshalText, which opens a file`
	return t, err
}

// The decode stands in a helper, the target comes from its caller.
func read(r *http.Request, v any) error {
	return json.NewDecoder(r.Body).Decode(v) // want `runs \(\*text\).UnmarshalText, which opens a file`
}

func before(r *http.Request) (t struct{ Name string }, err error) {
	err = read(r, &t)
	return t, err
}

func wrapped(r *http.Request) (t struct{ Body text }, err error) {
	err = read(r, &t)
	return t, err
}
