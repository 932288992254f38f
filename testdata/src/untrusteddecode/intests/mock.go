package intests

import (
	"encoding/gob"
	"net/http"
	"testing"
)

// Serve is for the tests of other packages.
func Serve(t testing.TB) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var v int
		if err := gob.NewDecoder(r.Body).Decode(&v); err != nil {
			t.Error(err)
		}
	})
}
