package split

import "testing"

func TestRoundTrip(t *testing.T) {
	b := &Book{entries: entries{}}
	if err := b.Save(&Order{ID: "1", Total: 7}); err != nil {
		t.Fatal(err)
	}
	if got, err := b.Load("1"); err != nil || got.Total != 7 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestRefused(t *testing.T) {
	b := &Book{entries: entries{}}
	if err := b.Save(&Order{ID: "1", Total: 7}); err != nil {
		t.Fatal(err)
	}
	b.entries["order:2"] = b.entries["order:1"]
	if got, err := b.Load("2"); err == nil {
		t.Errorf("got %v", got)
	}
}
