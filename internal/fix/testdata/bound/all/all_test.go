package all

import (
	"bytes"
	"encoding/gob"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(Message{A: []string{"a"}}); err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	Handle(w, httptest.NewRequest("POST", "/", &buf))
	if w.Code != http.StatusOK {
		t.Errorf("status %d", w.Code)
	}
	_, err := Read(w, httptest.NewRequest("POST", "/", bytes.NewReader(make([]byte, 1<<20+1))))
	if tooLarge := new(http.MaxBytesError); !errors.As(err, &tooLarge) {
		t.Errorf("a body over the limit: %v", err)
	}
}
