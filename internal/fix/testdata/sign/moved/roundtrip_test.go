package moved

import "testing"

func TestRoundTrip(t *testing.T) {
	s := Store{}
	if err := Save(s, "a", Data{"k": "v"}); err != nil {
		t.Fatal(err)
	}
	Regenerate(s, "a", "b")
	if got, err := Load(s, "b"); err != nil || got["k"] != "v" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestRefused(t *testing.T) {
	s := Store{}
	if err := Save(s, "a", Data{"k": "v"}); err != nil {
		t.Fatal(err)
	}
	s["a"][len(s["a"])-1] ^= 1
	if got, err := Load(s, "a"); err == nil {
		t.Errorf("got %v", got)
	}
}
