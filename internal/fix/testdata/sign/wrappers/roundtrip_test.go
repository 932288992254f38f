package wrappers

import "testing"

func TestRoundTrip(t *testing.T) {
	b, err := Encode(map[any]any{"a": 1})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Decode(b); err != nil || got["a"] != 1 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestRefused(t *testing.T) {
	b, err := Encode(map[any]any{"a": 1})
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-1] ^= 1
	if got, err := Decode(b); err == nil {
		t.Errorf("got %v", got)
	}
}
