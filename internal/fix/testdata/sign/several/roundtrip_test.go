package several

import (
	"path/filepath"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	s := Store{}
	if err := Save(s, Order{ID: "1"}); err != nil {
		t.Fatal(err)
	}
	if got, err := Load(s, "1"); err != nil || got.ID != "1" {
		t.Errorf("got %v, %v", got, err)
	}
	if err := Place(s, Order{ID: "2"}); err != nil {
		t.Fatal(err)
	}
	if got, err := Receive(s); err != nil || got.ID != "2" {
		t.Errorf("got %v, %v", got, err)
	}
	name := filepath.Join(t.TempDir(), "f")
	if err := Backup(name, Order{ID: "3"}); err != nil {
		t.Fatal(err)
	}
	if got, err := Restore(name); err != nil || got.ID != "3" {
		t.Errorf("got %v, %v", got, err)
	}
}
