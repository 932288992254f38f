package client

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestRoundTrip(t *testing.T) {
	var got *Order
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || !json.Valid(body) {
			t.Errorf("the body is not JSON: %q, %v", body, err)
		}
		if got, err = Receive(strings.NewReader(string(body))); err != nil {
			t.Error(err)
		}
	}))
	defer s.Close()
	due := time.Date(2031, 2, 1, 0, 0, 0, 0, time.UTC)
	want := &Order{ID: 1<<62 + 1, Lines: map[string]Line{"a": {Name: "tea", Price: 2.5, Raw: []byte{0, 255}}}, Due: &due}
	if err := Send(s.Client(), s.URL, want); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	want.remember("x")
}

func TestRefused(t *testing.T) {
	if o, err := Receive(strings.NewReader("\x03\x04\x00\x02")); err == nil {
		t.Errorf("got %v", o)
	}
}
