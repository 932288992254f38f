package intests

import (
	"encoding/gob"
	"net/http"
	"testing"
)

// A program's own file, which has a helper for tests at its end.

func open(w http.ResponseWriter, r *http.Request) {
	var v int
	if err := gob.NewDecoder(r.Body).Decode(&v); err != nil { // want "untrusteddecode"
		http.Error(w, "bad request", http.StatusBadRequest)
	}
}

// Reset is for tests.
func Reset(t *testing.T, r *http.Request) {
	var v int
	if err := gob.NewDecoder(r.Body).Decode(&v); err != nil {
		t.Fatal(err)
	}
}
