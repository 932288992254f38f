package intests

import (
	"encoding/gob"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestServer(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var v struct{ ID string }
		if err := gob.NewDecoder(r.Body).Decode(&v); err != nil {
			t.Error(err)
		}
	}))
	defer s.Close()
}
