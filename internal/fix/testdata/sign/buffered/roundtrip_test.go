package buffered

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f")
	if err := Save(name, State{7}); err != nil {
		t.Fatal(err)
	}
	if got, err := Load(name); err != nil || got.N != 7 {
		t.Errorf("got %v, %v", got, err)
	}
}

func TestUnsigned(t *testing.T) {
	name := filepath.Join(t.TempDir(), "f")
	if err := os.WriteFile(name, []byte(`{"N":7}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Load(name); err == nil {
		t.Errorf("got %v", got)
	}
}
