package yaml

import "testing"

func TestRoundTrip(t *testing.T) {
	c := Cache{}
	if err := Save(c, "1", &Job{Name: "a"}); err != nil {
		t.Fatal(err)
	}
	if got, err := Load(c, "1"); err != nil || got.Name != "a" {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestRefused(t *testing.T) {
	c := Cache{}
	if err := Save(c, "1", &Job{Name: "a"}); err != nil {
		t.Fatal(err)
	}
	c["job:2"] = c["job:1"]
	if got, err := Load(c, "2"); err == nil {
		t.Errorf("got %v", got)
	}
}
