package anyhelper

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	if err := Put(name, "text"); err != nil {
		t.Fatal(err)
	}
	if got, err := Get(name); err != nil || got != "text" {
		t.Fatalf("got %q, %v", got, err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)-1] ^= 1
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Get(name); err == nil {
		t.Errorf("changed: got %q", got)
	}
}
